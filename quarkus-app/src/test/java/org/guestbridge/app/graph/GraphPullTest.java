package org.guestbridge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.PullStage;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.GraphFault;
import org.guestbridge.simulators.entra.GraphPermission;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A channel that asks the directory, against a Graph that pages, repeats itself and fails. */
class GraphPullTest {

  private static PullFixture site;
  private static Directory directory;

  @BeforeAll
  static void start() throws Exception {
    site = new PullFixture();
    directory = site.entra.directory();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void forget() {
    site.reset();
    site.entra.graph().pageSize(3);
  }

  @Test
  void turnWhenFirstThenEverybodyIsStatedAndNestedGroupsAreFlattened() {
    UUID outer = site.group("Outer");
    UUID inner = site.group("Inner");
    UUID same = site.group("Inner");
    directory.groups().nest(inner, outer).nest(outer, inner);
    for (int number = 0; number < 8; number++) {
      site.guest("guest" + number, number % 2 == 0 ? inner : same);
    }
    Person employee = site.employee("emma", outer);

    PullState state = site.round();

    assertThat(state.lastCode()).isEmpty();
    assertThat(state.stage()).isEqualTo(PullStage.IDLE);
    assertThat(state.full()).isTrue();
    Map<String, String> stated = site.stated();
    assertThat(stated).hasSize(9);
    assertThat(stated.get(employee.objectId().toString()))
        .isEqualTo("emma@example.com active [Inner, Outer]");
    assertThat(stated.get(directory.get("guest0@partner.example").objectId().toString()))
        .endsWith(" active [Inner, Outer]");
    assertThat(stated.get(directory.get("guest1@partner.example").objectId().toString()))
        .endsWith(" active [Inner]");
    site.plan();
    assertThat(site.binding(employee).orElseThrow().address())
        .isEqualTo(EmailAddress.parse("emma@example.com"));
    assertThat(site.binding(directory.get("guest0@partner.example")).orElseThrow().address())
        .isEqualTo(EmailAddress.parse("guest0@guests.example.com"));
  }

  @Test
  void turnWhenThingsChangedThenThoseAloneAreRead() {
    UUID team = site.group("Team");
    UUID other = site.group("Other");
    Person renamed = site.guest("renamed", team);
    Person disabled = site.guest("disabled", team);
    Person moved = site.guest("moved", team);
    Person removed = site.guest("removed", team);
    site.round();
    long full = site.state().read();

    directory.change(renamed.key(), person -> person.displayName("New Name"));
    directory.change(disabled.key(), person -> person.accountEnabled(false));
    directory.leave(moved.key(), team);
    directory.join(moved.key(), other);
    directory.remove(removed.key());
    directory.groups().put(other, "Renamed");
    Person invited = site.guest("invited", other);
    PullState state = site.round();

    assertThat(state.full()).isFalse();
    assertThat(state.lastCode()).isEmpty();
    assertThat(state.read()).isLessThan(full + 6);
    assertThat(site.person(renamed).statement().document()).contains("New Name");
    Map<String, String> stated = site.stated();
    assertThat(stated.get(disabled.objectId().toString())).endsWith(" inactive [Team]");
    assertThat(stated.get(moved.objectId().toString())).endsWith(" active [Renamed]");
    assertThat(stated.get(invited.objectId().toString())).endsWith(" active [Renamed]");
    assertThat(site.find(removed)).isEmpty();
    long version = site.person(renamed).version();

    directory.groups().remove(team);
    site.round();

    assertThat(site.stated().get(renamed.objectId().toString())).endsWith(" active []");
    assertThat(site.person(renamed).version()).isEqualTo(version);
  }

  @Test
  void turnWhenScopeIsAssignedThenDirectMembersOfAssignedGroupsAndNobodyElse() {
    site.assignedOnly = true;
    UUID assigned = site.group("Assigned");
    UUID inner = site.group("Inner");
    directory.groups().nest(inner, assigned);
    Person member = site.guest("member", assigned);
    Person nested = site.guest("nested", inner);
    Person direct = site.guest("direct");
    Person nobody = site.guest("nobody");
    directory.assignments().assign(assigned).assign(direct.objectId());

    assertThat(site.round().lastCode()).isEmpty();

    assertThat(site.stated())
        .containsOnlyKeys(member.objectId().toString(), direct.objectId().toString());
    directory.assignments().unassign(direct.objectId());
    directory.join(nobody.key(), assigned);
    directory.join(nested.key(), assigned);
    assertThat(site.round().full()).isFalse();
    assertThat(site.stated())
        .containsOnlyKeys(
            member.objectId().toString(),
            nobody.objectId().toString(),
            nested.objectId().toString());
    directory.assignments().unassign(assigned);
    site.round();
    assertThat(site.stated()).isEmpty();
  }

  @Test
  void turnWhenAssignmentsEndThenWithdrawnAndBackWithTheAliasOnceAssignedAgain() {
    site.assignedOnly = true;
    UUID team = site.group("Team");
    Person direct = site.guest("direct");
    Person member = site.guest("member", team);
    directory.assignments().assign(direct.objectId()).assign(team);
    site.round();
    site.plan();
    assertThat(List.of(direct, member)).allMatch(site::isProvided);
    UUID binding = site.binding(direct).orElseThrow().id();

    directory.assignments().unassign(direct.objectId());
    site.round();
    site.plan();
    assertThat(site.isProvided(direct)).isFalse();
    assertThat(site.isProvided(member)).isTrue();

    directory.assignments().unassign(team).assign(direct.objectId());
    site.round();
    site.plan();
    assertThat(site.isProvided(member)).isFalse();
    assertThat(site.isProvided(direct)).isTrue();
    assertThat(site.binding(direct).orElseThrow().id()).isEqualTo(binding);
  }

  @Test
  void turnWhenAssignmentsCannotBeReadThenCodedAndNobodyIsWithdrawn() {
    site.assignedOnly = true;
    Person guest = site.guest("stays");
    directory.assignments().assign(guest.objectId());
    site.entra
        .graph()
        .permissions(GraphPermission.USER_READ_ALL, GraphPermission.GROUP_MEMBER_READ_ALL);
    assertThat(site.round().lastCode()).contains(Code.GRAPH_DENIED);
    assertThat(site.stated()).isEmpty();
    site.entra.graph().permissions(GraphPermission.values());
    assertThat(site.round().lastCode()).isEmpty();
    site.plan();
    assertThat(site.isProvided(guest)).isTrue();

    site.entra
        .graph()
        .permissions(GraphPermission.USER_READ_ALL, GraphPermission.GROUP_MEMBER_READ_ALL);
    assertThat(site.round().lastCode()).contains(Code.GRAPH_DENIED);
    site.entra.graph().permissions(GraphPermission.values());
    site.application = "11111111-2222-4333-8444-555555555555";
    assertThat(site.round().lastCode()).contains(Code.GRAPH_APPLICATION_UNKNOWN);
    site.plan();
    assertThat(site.isProvided(guest)).isTrue();

    site.application = EntraSettings.DEFAULT_CLIENT_ID;
    assertThat(site.round().lastCode()).isEmpty();
    assertThat(site.stated()).hasSize(1);
  }

  @Test
  void turnWhenSomebodyIsDeletedAndRestoredThenWithdrawnAndBackInTheGroupsWithTheAlias() {
    UUID team = site.group("Team");
    Person guest = site.guest("back", team);
    site.round();
    site.plan();
    UUID binding = site.binding(guest).orElseThrow().id();

    directory.softDelete(guest.key(), site.entra.settings().clock());
    site.round();
    site.plan();
    assertThat(site.find(guest)).isEmpty();

    directory.restore(guest.key());
    assertThat(site.round().full()).isFalse();
    site.plan();

    assertThat(site.stated().get(guest.objectId().toString())).endsWith(" active [Team]");
    assertThat(site.person(guest).plan().state()).isEqualTo(PlanState.PROVIDED);
    assertThat(site.binding(guest).orElseThrow().id()).isEqualTo(binding);
  }

  @Test
  void turnWhenSomebodyNewIsGoneBeforeTheGroupsAreAskedForThenGoesOn() {
    site.round();
    Person guest = site.guest("gone");
    site.now = site.now.plus(Duration.ofHours(1));
    GraphPull pull =
        site.pull(
            // Taken, begun, and the page of groups written; the page of people was read.
            before(4, () -> directory.remove(guest.key())));

    pull.turn(site.now.plusSeconds(60));

    assertThat(site.state().lastCode()).isEmpty();
    assertThat(site.find(guest)).isPresent();
    site.round();
    assertThat(site.find(guest)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void turnWhenTheDeltaIsGoneThenEverythingIsReadAnewAndTheUnseenIsRemoved(boolean told) {
    UUID team = site.group("Team");
    UUID gone = site.group("Gone");
    Person stays = site.guest("stays", team, gone);
    Person leaves = site.guest("leaves", team);
    site.round();
    directory.remove(leaves.key());
    directory.groups().remove(gone);
    directory.leave(stays.key(), team);
    if (told) {
      site.entra.graph().delta().demandResync();
    } else {
      site.entra.graph().delta().expireTokens();
    }

    PullState state = site.round();

    assertThat(state.lastCode()).isEmpty();
    assertThat(state.full()).isTrue();
    assertThat(site.find(leaves)).isEmpty();
    assertThat(site.stated()).containsOnlyKeys(stays.objectId().toString());
    assertThat(site.stated().get(stays.objectId().toString())).endsWith(" active []");
  }

  @Test
  void turnWhenAFullRoundIsOrderedOrDueThenEverythingIsReadAnew() {
    site.guest("one");
    assertThat(site.round().full()).isTrue();
    assertThat(site.round().full()).isFalse();
    site.order(true);
    assertThat(site.round().full()).isTrue();
    assertThat(site.round().full()).isFalse();
    site.now = site.now.plus(Duration.ofHours(24));
    assertThat(site.round().full()).isTrue();
  }

  @Test
  void turnWhenNotDueThenNothingAndWhenOrderedThenAtOnce() {
    site.round();
    assertThat(site.pull(site.ledger).turn(site.now.plusSeconds(60))).isFalse();
    site.order(false);
    assertThat(site.pull(site.ledger).turn(site.now.plusSeconds(60))).isTrue();
    assertThat(site.state().round()).isEqualTo(2);
  }

  @Test
  void turnWhenThrottledForAShortTimeThenWaitsAsToldAndForALongTimeGivesBack() {
    site.guest("one");
    site.entra.graph().retryAfter(Duration.ofSeconds(7));
    site.entra.graph().faults().next(GraphFault.TOO_MANY_REQUESTS);
    assertThat(site.round().lastCode()).isEmpty();
    assertThat(site.pauses).containsExactly(Duration.ofSeconds(7));

    site.entra.graph().retryAfter(Duration.ofMinutes(5));
    site.entra.graph().faults().next(GraphFault.TOO_MANY_REQUESTS);
    PullState state = site.round();
    assertThat(state.lastCode()).contains(Code.GRAPH_UNAVAILABLE);
    assertThat(state.dueAt()).isEqualTo(site.now.plusSeconds(300));
    assertThat(site.pauses).hasSize(1);
    assertThat(site.round().lastCode()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FORBIDDEN, GRAPH_DENIED",
    "ERROR_500, GRAPH_UNAVAILABLE",
    "GARBAGE, GRAPH_RESPONSE_INVALID",
    "WRONG_SHAPE, GRAPH_RESPONSE_INVALID",
    "OVERSIZED, GRAPH_RESPONSE_INVALID",
    "DROPPED, GRAPH_UNAVAILABLE"
  })
  void turnWhenGraphFailsThenCodedAndGoesOnWhereItWas(GraphFault fault, Code code) {
    for (int number = 0; number < 5; number++) {
      site.guest("guest" + number);
    }
    site.entra.graph().faults().untilCleared(fault);

    PullState failed = site.round();

    assertThat(failed.lastCode()).contains(code);
    assertThat(failed.failures()).isEqualTo(1);
    assertThat(failed.dueAt()).isAfter(site.now);
    assertThat(site.round().failures()).isEqualTo(2);
    site.entra.graph().faults().clear();
    assertThat(site.round().lastCode()).isEmpty();
    assertThat(site.stated()).hasSize(5);
  }

  @Test
  void turnWhenATokenIsNotTakenThenAFreshOneIs() {
    site.guest("one");
    site.entra.graph().faults().next(GraphFault.UNAUTHORIZED);
    assertThat(site.round().lastCode()).isEmpty();
    assertThat(site.stated()).hasSize(1);
  }

  @Test
  void turnWhenAPermissionIsMissingThenDeniedAndWithTheLeastOnesNot() {
    site.guest("one");
    site.entra.graph().permissions(GraphPermission.USER_READ_ALL);
    assertThat(site.round().lastCode()).contains(Code.GRAPH_DENIED);
    site.entra
        .graph()
        .permissions(GraphPermission.USER_READ_ALL, GraphPermission.GROUP_MEMBER_READ_ALL);
    assertThat(site.round().lastCode()).isEmpty();
  }

  @Test
  void turnWhenALinkLeadsElsewhereThenRefusedAndNotFollowed() {
    AtomicInteger called = new AtomicInteger();
    try (LoopbackServer attacker = LoopbackServer.bind(0, "attacker");
        LoopbackServer graph = LoopbackServer.bind(0, "graph")) {
      attacker.serve(
          request -> {
            called.incrementAndGet();
            return Response.json(200, Map.of("value", List.of()));
          });
      AtomicReference<String> link = new AtomicReference<>("");
      graph.serve(
          request ->
              Response.json(
                  200, Map.of("value", List.of(), link.get(), attacker.base() + "/v1.0/x")));
      site.graph = graph.base();
      for (String name : List.of("@odata.nextLink", "@odata.deltaLink")) {
        link.set(name);
        assertThat(site.round().lastCode()).contains(Code.GRAPH_RESPONSE_INVALID);
      }
    }
    assertThat(called).hasValue(0);
  }

  @Test
  void turnWhenKilledAfterAnyUnitThenAnotherGoesOnToTheSameEnd() {
    UUID outer = site.group("Outer");
    UUID inner = site.group("Inner");
    directory.groups().nest(inner, outer);
    for (int number = 0; number < 7; number++) {
      site.guest("guest" + number, number % 2 == 0 ? inner : outer);
    }
    site.round();
    Map<String, String> expected = site.stated();
    int units = 1;
    boolean died = true;
    while (died) {
      site.realm = new RealmId("r" + units);
      Killed killed = new Killed(site.ledger, units);
      died = !finishes(killed);
      site.now = site.now.plus(GraphPull.LEASE).plusSeconds(1);
      site.round();
      assertThat(site.state().stage()).isEqualTo(PullStage.IDLE);
      assertThat(site.stated()).isEqualTo(expected);
      units++;
    }
    assertThat(units).isGreaterThan(12);
  }

  private boolean finishes(Ledger killed) {
    try {
      site.pull(killed).turn(site.now.plusSeconds(60));
      return true;
    } catch (LedgerUnavailableException dead) {
      return false;
    }
  }

  @Test
  void turnWhenAnotherNodeHasTheChannelThenNotAndWhatTheSlowOneReadIsNotWritten() {
    site.guest("one");
    GraphPull slow =
        site.pull(
            before(
                3,
                () -> {
                  assertThat(site.pull(site.ledger).turn(site.now.plusSeconds(60))).isFalse();
                  site.now = site.now.plus(GraphPull.LEASE).plusSeconds(1);
                  assertThat(site.pull(site.ledger).turn(site.now.plusSeconds(60))).isTrue();
                }));

    slow.turn(Instant.MAX);

    assertThat(site.state().round()).isEqualTo(1);
    assertThat(site.state().stage()).isEqualTo(PullStage.IDLE);
    assertThat(site.stated()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "externalUserState, PendingAcceptance, true",
    "externalUserStateChangeDateTime, 2026-11-22T10:30:00Z, true",
    "jobTitle, Chief, false"
  })
  void turnWhenTheRedemptionWasResetThenHeldAndForOtherChangesNot(
      String property, String value, boolean held) {
    Person guest = site.guest("reset");
    site.round();
    site.plan();

    directory.change(guest.key(), person -> person.attribute(property, value));
    site.round();
    site.plan();

    assertThat(site.person(guest).statement().document()).contains(value);
    assertThat(site.binding(guest).orElseThrow().status())
        .isEqualTo(held ? BindingStatus.HELD : BindingStatus.ACTIVE);
    assertThat(site.person(guest).plan().state())
        .isEqualTo(held ? PlanState.WITHDRAWN : PlanState.PROVIDED);
  }

  @Test
  void turnWhenSettlingThenBindingsAreLockedBeforePeopleAndEachInOrder() {
    List<Person> guests = new ArrayList<>();
    for (int number = 0; number < 6; number++) {
      guests.add(site.guest("guest" + number));
    }
    site.round();
    site.plan();
    guests.forEach(
        guest ->
            directory.change(
                guest.key(), person -> person.attribute("externalUserState", "PendingAcceptance")));
    LockOrder order = new LockOrder(site.ledger);

    site.now = site.now.plus(Duration.ofHours(1));
    site.pull(order).turn(site.now.plusSeconds(60));

    assertThat(guests)
        .allMatch(guest -> site.binding(guest).orElseThrow().status() == BindingStatus.HELD);
    List<String> locks = order.ofUnitThatHolds();
    assertThat(locks.subList(0, 6))
        .isEqualTo(order.sorted("binding ", guests.stream().map(this::bindingId)));
    assertThat(locks.subList(6, 12))
        .isEqualTo(order.sorted("person ", guests.stream().map(this::personId)));
  }

  private UUID bindingId(Person guest) {
    return site.binding(guest).orElseThrow().id();
  }

  private UUID personId(Person guest) {
    return site.person(guest).id();
  }

  @Test
  void turnWhenRedeemedAtAnotherProviderThenHeldUntilReleased() {
    Person guest = site.guest("moved");
    site.round();
    site.plan();
    directory.change(guest.key(), person -> person.idp("google.com"));
    site.round();
    assertThat(site.binding(guest).orElseThrow().status()).isEqualTo(BindingStatus.HELD);
    UUID binding = site.binding(guest).orElseThrow().id();
    site.ledger.inUnit(site.realm, unit -> unit.aliases().release(binding));
    directory.change(guest.key(), person -> person.displayName("Released"));
    site.round();
    assertThat(site.binding(guest).orElseThrow().status()).isEqualTo(BindingStatus.ACTIVE);
  }

  @Test
  void turnWhenAGuestWasConvertedThenHeldBackSinceTheKindDiffers() {
    Person guest = site.guest("converted");
    site.round();
    site.plan();
    assertThat(site.person(guest).plan().state()).isEqualTo(PlanState.PROVIDED);

    directory.change(
        guest.key(),
        person -> person.kind(PersonKind.EMPLOYEE).upn("converted@example.com").withoutIdp());
    site.round();
    site.plan();

    assertThat(site.person(guest).plan().state()).isEqualTo(PlanState.HELD_BACK);
    assertThat(site.person(guest).plan().code()).contains(Code.BINDING_KIND_DIFFERS);
  }

  @Test
  void fixtureWhenKilledThenThrows() {
    assertThatThrownBy(() -> new Killed(site.ledger, 0).inUnit(site.realm, unit -> true))
        .isInstanceOf(LedgerUnavailableException.class);
  }

  /** A ledger of a node that dies after so many units of work. */
  private static final class Killed implements Ledger {

    private final Ledger over;
    private int left;

    Killed(Ledger over, int left) {
      this.over = over;
      this.left = left;
    }

    @Override
    public <T> T inUnit(RealmId realm, Work<T> work) {
      if (left == 0) {
        throw new LedgerUnavailableException("killed", new IllegalStateException());
      }
      left--;
      return over.inUnit(realm, work);
    }
  }

  /** The ledger, with something that happens before the unit of work of that number, from 1. */
  private Ledger before(int unit, Runnable event) {
    return new Ledger() {
      private int units;

      @Override
      public <T> T inUnit(RealmId realm, Work<T> work) {
        units++;
        if (units == unit) {
          event.run();
        }
        return site.ledger.inUnit(realm, work);
      }
    };
  }
}
