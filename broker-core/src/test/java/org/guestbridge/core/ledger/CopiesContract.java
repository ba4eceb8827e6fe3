package org.guestbridge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.DirectoryCopies;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullStage;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.ReleasedNames;
import org.junit.jupiter.api.Test;

/** What every ledger guarantees about what directories showed. */
public abstract class CopiesContract extends MailContract {

  private static final String GRAPH = "graph";
  private static final Set<CopiedObject.Kind> PEOPLE = Set.of(CopiedObject.Kind.PERSON);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final UUID ANN = new UUID(7, 1);
  private static final UUID BOB = new UUID(7, 2);
  private static final UUID TEAM = new UUID(7, 3);
  private static final UUID INNER = new UUID(7, 4);

  @Test
  void takeWhenFreeThenOneHasItUntilItEndsAndWhatTheOtherWritesIsNotWritten() throws Exception {
    DirectoryCopies copies = copies(ledger());
    PullLease lease = copies.take(GRAPH, LEASE).orElseThrow();
    assertThat(lease.state().stage()).isEqualTo(PullStage.IDLE);
    assertThat(copies.take(GRAPH, LEASE)).isEmpty();
    assertThat(copies.take("another", LEASE)).isPresent();
    PullState begun = lease.state().begin(true, NOW).at(Optional.of("https://x/next"), 7);
    assertThat(copies.begin(lease, begun, LEASE)).isTrue();

    now = NOW.plus(LEASE);
    PullLease next = copies.take(GRAPH, LEASE).orElseThrow();

    assertThat(next.state()).isEqualTo(copies.pulls().get(1).state());
    assertThat(next.state().next()).contains("https://x/next");
    assertThat(next.state().round()).isEqualTo(1);
    assertThat(next.state().full()).isTrue();
    assertThat(next.state().read()).isEqualTo(7);
    assertThat(copies.advance(lease, begun, LEASE)).isFalse();
    assertThat(copies.release(lease, begun)).isFalse();
    assertThat(copies.advance(next, begun, LEASE)).isTrue();
    assertThat(copies.pulls().get(1).running()).isTrue();
  }

  @Test
  void takeWhenNotDueThenNotAndWhenOrderedThenOnce() throws Exception {
    DirectoryCopies copies = copies(ledger());
    PullLease lease = copies.take(GRAPH, LEASE).orElseThrow();
    copies.release(lease, lease.state().finished(NOW, NOW.plus(LEASE)));
    assertThat(copies.take(GRAPH, LEASE)).isEmpty();

    copies.order(GRAPH, true);
    copies.order(GRAPH, false);
    PullLease ordered = copies.take(GRAPH, LEASE).orElseThrow();
    assertThat(ordered.fullWanted()).isTrue();
    PullState failed = ordered.state().failed(Code.GRAPH_DENIED, NOW.plus(LEASE));
    copies.release(ordered, failed);
    assertThat(copies.take(GRAPH, LEASE)).isEmpty();
    assertThat(copies.pulls().get(0).state().lastCode()).contains(Code.GRAPH_DENIED);
    assertThat(copies.pulls().get(0).state().failures()).isEqualTo(1);

    now = NOW.plus(LEASE);
    PullLease again = copies.take(GRAPH, LEASE).orElseThrow();
    assertThat(again.fullWanted()).isTrue();
    assertThat(copies.begin(again, again.state().begin(true, now), LEASE)).isTrue();
    copies.release(again, again.state().finished(now, now));
    assertThat(copies.take(GRAPH, LEASE).orElseThrow().fullWanted()).isFalse();
  }

  @Test
  void allowWhenExactlyWhatIsWithheldThenOnceAndOtherwiseNot() throws Exception {
    DirectoryCopies copies = copies(ledger());
    PullLoss loss = new PullLoss(300, 2, 7);
    PullLease lease = copies.take(GRAPH, LEASE).orElseThrow();
    assertThat(copies.allow(GRAPH, loss)).isFalse();
    PullState withheld =
        lease.state().withholding(Optional.of(loss)).finished(NOW, NOW.plus(LEASE));
    copies.release(lease, withheld);
    assertThat(copies.pulls().get(0).state().withheld()).contains(loss);

    assertThat(copies.allow(GRAPH, new PullLoss(299, 2, 7))).isFalse();
    assertThat(copies.allow("another", loss)).isFalse();
    assertThat(copies.take(GRAPH, LEASE)).isEmpty();
    assertThat(copies.useAllowance(GRAPH)).isEmpty();
    assertThat(copies.allow(GRAPH, loss)).isTrue();

    PullLease next = copies.take(GRAPH, LEASE).orElseThrow();
    assertThat(next.state().begin(true, NOW).at(Optional.empty(), 1).withheld()).contains(loss);
    copies.advance(next, next.state().withholding(Optional.empty()), LEASE);
    assertThat(copies.useAllowance("another")).isEmpty();
    assertThat(copies.useAllowance(GRAPH)).contains(loss);
    assertThat(copies.useAllowance(GRAPH)).isEmpty();
    assertThat(copies.pulls().get(0).state().withheld()).isEmpty();
  }

  @Test
  void accountsWhenActiveThenCountedByAddressOverAllChannels() throws Exception {
    Ledger ledger = ledger();
    DirectoryCopies copies = copies(ledger);
    for (UUID id : List.of(ANN, BOB)) {
      ledger.inUnit(REALM, unit -> unit.people().insert(GRAPH, statement(id)));
    }
    ledger.inUnit(REALM, unit -> unit.people().insert("scim", statement(ANN)));
    assertThat(copies.accounts(GRAPH)).isEmpty();
    assertThat(copies.account(ANN)).isEmpty();

    Binding binding = provide(ledger, "scim", ANN);
    assertThat(copies.accounts(GRAPH)).isEqualTo(Map.of(BindingKind.PASS_THROUGH, 1L));
    assertThat(copies.account(ANN)).contains(BindingKind.PASS_THROUGH);
    assertThat(copies.account(BOB)).isEmpty();

    ledger.inUnit(
        REALM,
        unit -> {
          unit.outbox().withdraw(binding.id());
          return unit;
        });
    assertThat(copies.accounts(GRAPH)).isEmpty();
    assertThat(copies.account(ANN)).isEmpty();
  }

  @Test
  void putWhenShownAgainThenUnsettledStaysAndGoneIsForgottenOnceSettled() throws Exception {
    DirectoryCopies copies = copies(ledger());
    copies.put(GRAPH, person(ANN, 1, false), true);
    copies.put(GRAPH, person(ANN, 2, false), false);
    copies.put(GRAPH, person(BOB, 1, false), false);
    copies.put("another", person(BOB, 1, false), true);
    assertThat(copies.unsettled(GRAPH, CopiedObject.Kind.PERSON, Optional.empty(), 10))
        .containsExactly(person(ANN, 2, false));
    assertThat(copies.unsettled(GRAPH, CopiedObject.Kind.GROUP, Optional.empty(), 10)).isEmpty();
    copies.settled(GRAPH, person(ANN, 2, false));
    assertThat(copies.unsettled(GRAPH)).isZero();
    assertThat(copies.unseen(GRAPH, PEOPLE, 2, 10)).containsExactly(person(BOB, 1, false));

    copies.put(GRAPH, new CopiedObject(TEAM, CopiedObject.Kind.ROLE, "{}", 1, false), false);
    assertThat(copies.unseen(GRAPH, PEOPLE, 2, 10)).hasSize(1);
    assertThat(copies.unseen(GRAPH, Set.of(CopiedObject.Kind.ROLE), 2, 10)).hasSize(1);

    copies.put(GRAPH, person(BOB, 1, true), true);
    assertThat(copies.unseen(GRAPH, PEOPLE, 2, 10)).isEmpty();
    copies.settled(GRAPH, person(BOB, 1, true));
    assertThat(copies.object(GRAPH, BOB)).isEmpty();
    assertThat(copies.object("another", BOB)).isPresent();
  }

  @Test
  void linkWhenNewThenToldAndMembersAreUnsettledThroughIt() throws Exception {
    DirectoryCopies copies = copies(ledger());
    copies.put(GRAPH, person(ANN, 1, false), false);
    copies.put(GRAPH, person(BOB, 1, false), false);
    CopiedLink ann = new CopiedLink(CopiedLink.Kind.PERSON_IN_GROUP, TEAM, ANN);
    CopiedLink inner = new CopiedLink(CopiedLink.Kind.GROUP_IN_GROUP, TEAM, INNER);
    assertThat(copies.link(GRAPH, ann, 1)).isTrue();
    assertThat(copies.link(GRAPH, ann, 2)).isFalse();
    assertThat(copies.link(GRAPH, inner, 1)).isTrue();
    assertThat(copies.holders(GRAPH, CopiedLink.Kind.PERSON_IN_GROUP, ANN, 10))
        .containsExactly(TEAM);
    assertThat(copies.members(GRAPH, CopiedLink.Kind.GROUP_IN_GROUP, TEAM, 10))
        .containsExactly(INNER);
    assertThat(copies.unseenLinks(GRAPH, Set.of(CopiedLink.Kind.values()), 2, 10))
        .containsExactly(inner);
    assertThat(copies.unseenLinks(GRAPH, List.of(CopiedLink.Kind.PERSON_IN_GROUP), 2, 10))
        .isEmpty();

    copies.unsettleMembers(GRAPH, CopiedLink.Kind.PERSON_IN_GROUP, TEAM);
    assertThat(copies.unsettled(GRAPH, CopiedObject.Kind.PERSON, Optional.empty(), 10))
        .extracting(CopiedObject::id)
        .containsExactly(ANN);
    copies.unsettle(GRAPH, List.of(BOB, TEAM));
    assertThat(copies.unsettled(GRAPH)).isEqualTo(2);
    assertThat(copies.unsettled(GRAPH, CopiedObject.Kind.PERSON, Optional.of(ANN), 10))
        .extracting(CopiedObject::id)
        .containsExactly(BOB);
    assertThat(copies.unsettled(GRAPH, CopiedObject.Kind.PERSON, Optional.of(BOB), 10)).isEmpty();

    assertThat(copies.unlink(GRAPH, ann)).isTrue();
    assertThat(copies.unlink(GRAPH, ann)).isFalse();
    copies.unlinkAll(GRAPH, INNER);
    assertThat(copies.members(GRAPH, CopiedLink.Kind.GROUP_IN_GROUP, TEAM, 10)).isEmpty();
  }

  @Test
  void isAssignedWhenDirectlyOrByAnyGroupThenTrueAndThroughTwoGroupsFalse() throws Exception {
    Ledger ledger = ledger();
    UUID role = new UUID(7, 9);
    UUID last = new UUID(8, 1_001);
    ledger.inUnit(
        REALM,
        unit -> {
          for (int group = 1; group <= 1_001; group++) {
            link(unit, CopiedLink.Kind.PERSON_IN_GROUP, new UUID(8, group), ANN);
          }
          link(unit, CopiedLink.Kind.PERSON_IN_GROUP, INNER, BOB);
          link(unit, CopiedLink.Kind.GROUP_IN_GROUP, last, INNER);
          return unit;
        });
    DirectoryCopies copies = copies(ledger);
    assertThat(copies.isAssigned(GRAPH, ANN)).isFalse();
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.GROUP_ASSIGNED, role, last), 1);
    assertThat(copies.isAssigned(GRAPH, ANN)).isTrue();
    assertThat(copies.isAssigned(GRAPH, BOB)).isFalse();
    assertThat(copies.isAssigned("another", ANN)).isFalse();
    copies.unlinkAll(GRAPH, last);
    assertThat(copies.isAssigned(GRAPH, ANN)).isFalse();
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.PERSON_ASSIGNED, role, BOB), 1);
    assertThat(copies.isAssigned(GRAPH, BOB)).isTrue();
    copies.unlinkAll(GRAPH, role);
    assertThat(copies.isAssigned(GRAPH, BOB)).isFalse();
  }

  /** The person of that object id has an account. */
  private static Binding provide(Ledger ledger, String channel, UUID objectId) {
    return ledger.inUnit(
        REALM,
        unit -> {
          UpstreamSubject subject = new UpstreamSubject.Entra(new UUID(7, 7), objectId);
          BindOutcome outcome =
              unit.aliases().bindPassThrough(subject, address("ann@example.com"), Fingerprint.NONE);
          Binding binding = ((BindOutcome.Bound) outcome).binding();
          ReleasedNames names = new ReleasedNames("Ann", "Doe");
          unit.outbox()
              .provide(
                  Set.of("cloud"), ReleasedIdentity.of(BoundAddress.of(binding), names, List.of()));
          SourcePerson person = unit.plans().findByObjectId(channel, objectId).orElseThrow();
          PersonPlan plan =
              new PersonPlan(
                  PlanState.PROVIDED,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(binding.id()),
                  "1");
          unit.plans().settle(person.id(), plan, Optional.empty());
          return binding;
        });
  }

  private static PersonStatement statement(UUID objectId) {
    String id = objectId.toString();
    return new PersonStatement(id, Optional.of(id), "", Optional.empty(), true, "{}");
  }

  @Test
  void rolesWhenDirectlyOrByADirectGroupThenEachOnceAndThroughTwoGroupsNot() throws Exception {
    DirectoryCopies copies = copies(ledger());
    UUID first = new UUID(6, 1);
    UUID second = new UUID(6, 2);
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.PERSON_IN_GROUP, TEAM, ANN), 1);
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.PERSON_IN_GROUP, INNER, BOB), 1);
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.GROUP_IN_GROUP, TEAM, INNER), 1);
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.PERSON_ASSIGNED, first, BOB), 1);
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.GROUP_HAS_ROLE, first, TEAM), 1);
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.PERSON_HAS_ROLE, first, ANN), 1);
    copies.link(GRAPH, new CopiedLink(CopiedLink.Kind.PERSON_HAS_ROLE, second, ANN), 1);

    assertThat(copies.roles(GRAPH, ANN, 10)).containsExactly(first, second);
    assertThat(copies.roles(GRAPH, ANN, 1)).containsExactly(first);
    assertThat(copies.roles(GRAPH, BOB, 10)).isEmpty();
    assertThat(copies.roles("another", ANN, 10)).isEmpty();
  }

  private static void link(Unit unit, CopiedLink.Kind kind, UUID holder, UUID member) {
    unit.copies().link(GRAPH, new CopiedLink(kind, holder, member), 1);
  }

  private static CopiedObject person(UUID id, long round, boolean gone) {
    return new CopiedObject(id, CopiedObject.Kind.PERSON, gone ? "" : "{\"id\":1}", round, gone);
  }

  private static DirectoryCopies copies(Ledger ledger) {
    return PortPerCall.of(ledger, REALM, DirectoryCopies.class, Unit::copies);
  }
}
