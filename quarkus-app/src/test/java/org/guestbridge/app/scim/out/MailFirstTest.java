package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.scim.out.DirectoryFixture.CLOUD;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryCount;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An account is made only once mail would arrive; whoever the directory has is not asked about. */
@Timeout(60)
class MailFirstTest {

  private static final UUID JOE = new UUID(9, 1);
  private static final UUID ANN = new UUID(9, 2);
  private static final UUID EVE = new UUID(9, 3);

  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private final List<Set<String>> asked = new CopyOnWriteArrayList<>();
  private DirectoryFixture fixture;
  private Deliverer deliverer;

  @BeforeEach
  void start() throws Exception {
    fixture = new DirectoryFixture();
    deliverer = fixture.deliverer(this::objections);
  }

  @AfterEach
  void stop() {
    deliverer.close();
    fixture.close();
  }

  @Test
  void roundWhenMailWouldNotArriveThenTheAccountWaitsWithTheCodeAndIsMadeOnceItWould()
      throws Exception {
    stopped.add(DirectoryFixture.address(JOE));
    fixture.provide(JOE, "Joe", "wiki");
    fixture.provide(ANN, "Ann");
    deliverer.round();
    assertThat(user(ANN)).isPresent();
    assertThat(user(JOE)).isEmpty();
    Delivery waiting = fixture.find(JOE);
    assertThat(waiting.state()).isEqualTo(DeliveryState.PENDING);
    assertThat(waiting.lastCode()).contains(Code.MAIL_EXCHANGER_UNREADY);
    List<DeliveryCount> counts = fixture.outbox(outbox -> outbox.counts(CLOUD));
    assertThat(counts)
        .anySatisfy(
            count -> {
              assertThat(count.code()).contains(Code.MAIL_EXCHANGER_UNREADY);
              assertThat(count.items()).isEqualTo(1);
            });
    assertThat(
            fixture
                .metrics
                .get("guestbridge.deliveries")
                .tag("outcome", "mail_exchanger_unready")
                .counter()
                .count())
        .isPositive();
    stopped.clear();
    fixture.settle(deliverer);
    assertThat(user(JOE).orElseThrow().groups()).containsExactly("wiki");
  }

  @Test
  void roundWhenTheDirectoryHasTheAccountThenNobodyIsAskedAboutItsChangesAndItsEnd()
      throws Exception {
    fixture.provide(JOE, "Joe");
    fixture.settle(deliverer);
    stopped.add(DirectoryFixture.address(JOE));
    asked.clear();
    fixture.provide(JOE, "Joseph");
    fixture.settle(deliverer);
    assertThat(user(JOE).orElseThrow().givenName()).contains("Joseph");
    fixture.withdraw(JOE);
    fixture.settle(deliverer);
    assertThat(user(JOE).orElseThrow().active()).isFalse();
    fixture.provide(JOE, "Joseph");
    fixture.settle(deliverer);
    assertThat(user(JOE).orElseThrow().active()).isTrue();
    fixture.provide(EVE, "Eve");
    fixture.withdraw(EVE);
    fixture.settle(deliverer);
    assertThat(asked).isEmpty();
  }

  @Test
  void roundWhenSeveralAreNewThenAllAreAskedAboutAtOnce() throws Exception {
    fixture.provide(JOE, "Joe");
    fixture.provide(ANN, "Ann");
    fixture.provide(EVE, "Eve");
    fixture.settle(deliverer);
    assertThat(asked)
        .containsExactly(
            Set.of(
                DirectoryFixture.address(JOE),
                DirectoryFixture.address(ANN),
                DirectoryFixture.address(EVE)));
  }

  @Test
  void roundWhenTheAccountVanishedThenItWaitsLikeANewOne() throws Exception {
    fixture.provide(JOE, "Joe");
    fixture.settle(deliverer);
    fixture.send("DELETE", "Users/" + fixture.find(JOE).remoteId().orElseThrow(), "");
    stopped.add(DirectoryFixture.address(JOE));
    fixture.provide(JOE, "Joseph");
    deliverer.round();
    assertThat(fixture.find(JOE).lastCode()).contains(Code.MAIL_EXCHANGER_UNREADY);
    assertThat(user(JOE)).isEmpty();
    stopped.clear();
    fixture.settle(deliverer);
    assertThat(user(JOE).orElseThrow().givenName()).contains("Joseph");
  }

  private Map<EmailAddress, Code> objections(Collection<EmailAddress> addresses) {
    asked.add(addresses.stream().map(EmailAddress::value).collect(Collectors.toUnmodifiableSet()));
    Map<EmailAddress, Code> objections = new HashMap<>();
    for (EmailAddress each : addresses) {
      if (stopped.contains(each.value())) {
        objections.put(each, Code.MAIL_EXCHANGER_UNREADY);
      }
    }
    return objections;
  }

  private Optional<DirectorySnapshot.User> user(UUID id) {
    return fixture.scim.usersByExternalId(id.toString()).stream().findFirst();
  }
}
