package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.scim.out.DirectoryFixture.CLOUD;
import static org.guestbridge.app.scim.out.DirectoryFixture.address;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.Lease;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.atlassian.scim.ScimFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the directory does, it ends with exactly what is desired. */
@Timeout(300)
class DeliveryFaultsTest {

  private static final int PEOPLE = 300;
  private static final List<String> GROUPS = List.of("jira", "wiki", "partners");

  private record Wanted(String givenName, boolean active, NavigableSet<String> groups) {}

  @Test
  void roundWhenAnythingFailsAtRandomThenTheyAgreeInTheEnd() throws Exception {
    Random random = new Random(20261122);
    Map<UUID, Wanted> wanted = new HashMap<>();
    try (DirectoryFixture fixture = new DirectoryFixture();
        Deliverer first = fixture.deliverer();
        Deliverer second = fixture.deliverer()) {
      for (ScimFault fault :
          List.of(
              ScimFault.ERROR_500,
              ScimFault.UNAVAILABLE_503,
              ScimFault.RESET_BEFORE,
              ScimFault.RESET_AFTER_WRITE,
              ScimFault.ERROR_500_AFTER_WRITE,
              ScimFault.HTML_ANSWER,
              ScimFault.TRUNCATED_JSON)) {
        fixture.scim.faults().atRandom(fault, 0.03);
      }
      for (int i = 1; i <= PEOPLE; i++) {
        change(fixture, new UUID(7, i), random, wanted);
      }
      fixture.settle(first);
      for (int i = 0; i < PEOPLE; i++) {
        if (i % 10 == 0) {
          (i % 20 == 0 ? first : second).round();
        }
        change(fixture, new UUID(7, 1 + random.nextInt(PEOPLE)), random, wanted);
      }
      fixture.settle(first);
      fixture.scim.faults().clear();
      assertThat(actual(fixture.scim.snapshot())).isEqualTo(wanted);
      assertThat(fixture.scim.counters().duplicates()).isEmpty();
      assertThat(fixture.scim.counters().usersDeleted()).isZero();
      assertThat(fixture.scim.faults().happened()).hasSizeGreaterThanOrEqualTo(5);
      wanted
          .keySet()
          .forEach(id -> assertThat(fixture.scim.counters().creations(id.toString())).isOne());
    }
  }

  @Test
  void roundWhenTheNodeDiesBetweenAnswerAndCommitThenRepeatingDoesNoHarm() throws Exception {
    UUID joe = new UUID(7, 1);
    try (DirectoryFixture fixture = new DirectoryFixture();
        Deliverer deliverer = fixture.deliverer()) {
      fixture.provide(joe, "Joe", "wiki");
      fixture.settle(deliverer);
      String id = fixture.scim.usersByExternalId(joe.toString()).get(0).id();
      String group = fixture.group("wiki").remoteId().orElseThrow();
      // As if nothing of what the directory answered had been recorded.
      fixture.outbox(
          outbox -> {
            outbox.unlink(fixture.find(joe).key(), id);
            outbox.unlink(fixture.group("wiki").key(), group);
            outbox.retry(fixture.find(joe).key());
            return outbox.retry(fixture.group("wiki").key());
          });
      fixture.settle(deliverer);
      assertThat(fixture.find(joe).remoteId()).contains(id);
      assertThat(fixture.group("wiki").remoteId()).contains(group);
      assertThat(fixture.scim.userByUserName(address(joe)).orElseThrow().groups())
          .containsExactly("wiki");
      assertThat(fixture.scim.userCount()).isOne();
      assertThat(fixture.scim.groupCount()).isOne();
    }
  }

  @Test
  void roundWhenAnotherNodeHasItThenItIsLeftAlone() throws Exception {
    UUID joe = new UUID(7, 1);
    try (DirectoryFixture fixture = new DirectoryFixture();
        Deliverer deliverer = fixture.deliverer()) {
      fixture.provide(joe, "Joe");
      List<Lease> taken =
          fixture.outbox(
              outbox -> outbox.lease(CLOUD, DeliveryKind.USER, 10, Duration.ofMinutes(5)));
      assertThat(taken).hasSize(1);
      assertThat(deliverer.round()).isZero();
      assertThat(fixture.scim.counters().requests()).isZero();
    }
  }

  @Test
  void roundWhenAGroupIsLargeThenItIsToldInBatches() throws Exception {
    try (DirectoryFixture fixture = new DirectoryFixture();
        Deliverer deliverer = fixture.deliverer()) {
      for (int i = 1; i <= 250; i++) {
        fixture.provide(new UUID(7, i), "Joe", "wiki");
      }
      while (fixture.outbox(outbox -> outbox.backlog(CLOUD).waiting()) > 0) {
        deliverer.round();
      }
      fixture.settle(deliverer);
      assertThat(fixture.scim.snapshot().groups().get(0).members()).hasSize(250);
      assertThat(fixture.scim.counters().answers().get("PATCH Groups 200")).isBetween(3L, 10L);
    }
  }

  private static void change(
      DirectoryFixture fixture, UUID id, Random random, Map<UUID, Wanted> wanted) {
    Wanted before = wanted.get(id);
    if (before != null && random.nextInt(4) == 0) {
      fixture.withdraw(id);
      wanted.put(id, new Wanted(before.givenName(), false, new TreeSet<>()));
      return;
    }
    NavigableSet<String> groups = new TreeSet<>();
    GROUPS.stream().filter(group -> random.nextBoolean()).forEach(groups::add);
    String name = "Joe" + random.nextInt(1_000);
    fixture.provide(id, name, groups.toArray(new String[0]));
    wanted.put(id, new Wanted(name, true, groups));
  }

  private static Map<UUID, Wanted> actual(DirectorySnapshot snapshot) {
    Map<UUID, Wanted> actual = new HashMap<>();
    for (DirectorySnapshot.User user : snapshot.users()) {
      UUID id = UUID.fromString(user.externalId().orElseThrow());
      assertThat(user.userName()).isEqualTo(address(id));
      actual.put(
          id,
          new Wanted(user.givenName().orElseThrow(), user.active(), new TreeSet<>(user.groups())));
    }
    return actual;
  }
}
