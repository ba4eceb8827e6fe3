package org.guestbridge.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.scim.out.DirectoryFixture.CLOUD;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.Epoch;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Directory;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RelearningTest {

  private static final UUID LOST = new UUID(8, 8);

  private World world;

  @BeforeEach
  void start() throws Exception {
    world = new World();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void relearnWhenAliasesWereLostThenKeptFromEverybodyAndTheMarkEnds() throws Exception {
    world.person("known");
    world.settle();
    world.createUser("lost@" + World.GUESTS, LOST.toString());
    world.createUser("by.hand@" + World.GUESTS, "somebody");
    world.createUser("boss@elsewhere.example", "boss");
    DirectorySnapshot before = world.snapshot();
    Epoch epoch = world.inUnit(unit -> unit.epochs().begin());
    UUID attacker = world.person("lost");
    world.settle();
    assertThat(address(world.binding(attacker)))
        .isEqualTo("lost-" + epoch.mark() + "@" + World.GUESTS);

    RunState end = world.finished(world.operations.relearn(CLOUD, "test"));
    assertThat(end.code()).isEmpty();
    assertThat(end.findings())
        .extracting(finding -> finding.address().orElseThrow())
        .containsExactlyInAnyOrder("lost@" + World.GUESTS, "by.hand@" + World.GUESTS);
    assertThat(holder("lost").orElseThrow().id()).isEqualTo(LOST);
    assertThat(holder("lost").orElseThrow().isReserved()).isTrue();
    assertThat(holder("by.hand").orElseThrow().isReserved()).isTrue();
    Optional<String> mark = world.inUnit(unit -> unit.epochs().mark());
    assertThat(mark).isEmpty();
    assertThat(world.snapshot().users()).containsAll(before.users());
    assertThat(world.finished(world.operations.relearn(CLOUD, "test")).findings()).isEmpty();
    UUID later = world.person("by.hand");
    world.settle();
    assertThat(address(world.binding(later)))
        .startsWith("by.hand-")
        .isNotEqualTo("by.hand@" + World.GUESTS);
  }

  @Test
  void relearnWhenTheDirectoryCannotBeReadThenTheMarkStays() throws Exception {
    Epoch epoch = world.inUnit(unit -> unit.epochs().begin());
    world.fixture.scim.keys().regenerate();
    RunState end = world.finished(world.operations.relearn(CLOUD, "test"));
    assertThat(end.code()).contains(Code.DELIVERY_KEY_REFUSED.text());
    Optional<String> mark = world.inUnit(unit -> unit.epochs().mark());
    assertThat(mark).contains(epoch.mark());
  }

  @Test
  void relearnWhenEachDirectoryIsReadByAnotherNodeThenTheMarkEndsWithTheLast() throws Exception {
    Provisioning two =
        new Provisioning(
            world.provisioning.channels(),
            List.of(new Directory(CLOUD, Set.of()), new Directory("second", Set.of())),
            MailRouting.ELSEWHERE);
    try (Runs first = node();
        Runs second = node()) {
      Reconciliations one = world.operations(first, world.deliverer, two);
      Reconciliations other = world.operations(second, world.deliverer, two);
      world.finished(one.relearn("second", "test"), one);
      Epoch epoch = world.inUnit(unit -> unit.epochs().begin());
      world.finished(one.relearn(CLOUD, "test"), one);
      Optional<String> mark = world.inUnit(unit -> unit.epochs().mark());
      assertThat(mark).as("the other directory was read before").contains(epoch.mark());
      world.finished(other.relearn("second", "test"), other);
      mark = world.inUnit(unit -> unit.epochs().mark());
      assertThat(mark).isEmpty();
    }
  }

  private static Runs node() {
    return new Runs(Clock.systemUTC(), new DriftMetrics(new SimpleMeterRegistry()));
  }

  private Optional<Binding> holder(String local) {
    EmailAddress address = EmailAddress.parse(local + "@" + World.GUESTS).orElseThrow();
    return world.inUnit(unit -> unit.aliases().holderOf(address));
  }

  private String address(UUID binding) {
    return world
        .inUnit(unit -> unit.aliases().get(binding))
        .orElseThrow()
        .address()
        .orElseThrow()
        .value();
  }
}
