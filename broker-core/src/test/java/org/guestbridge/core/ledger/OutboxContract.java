package org.guestbridge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.AccountMembership;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryCount;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.Lease;
import org.guestbridge.core.provisioning.MemberDelivery;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every ledger guarantees about what directories are to have. */
public abstract class OutboxContract extends PeopleContract {

  private static final String CLOUD = "cloud";
  private static final String SECOND = "second";
  private static final UUID JOE = new UUID(9, 1);
  private static final UUID ANN = new UUID(9, 2);
  private static final Duration LEASE = Duration.ofMinutes(2);

  @Test
  void provideWhenNewThenPendingAndDeliveredWhenTold() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe");
    Lease lease = leaseOne(ledger, DeliveryKind.USER);
    DesiredAccount account = lease.delivery().account().orElseThrow();
    assertThat(account.address()).contains(address("p1@guests.example.com"));
    assertThat(account.displayName()).contains("Joe Doe");
    assertThat(account.active()).isTrue();
    EmailAddress alias = address("p1@guests.example.com");
    assertThat(outbox(ledger).isDesired(JOE, alias)).isTrue();
    assertThat(outbox(ledger).isDesired(JOE, address("joe@example.com"))).isFalse();
    assertThat(outbox(ledger).isDesired(ANN, alias)).isFalse();
    assertThat(lease(ledger, DeliveryKind.USER)).isEmpty();
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-1"));
    assertThat(outbox(ledger).delivered(lease)).isTrue();
    assertThat(outbox(ledger).delivered(lease)).isFalse();
    Delivery delivery = find(ledger, account(JOE));
    assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(delivery.remoteId()).contains("r-1");
    assertThat(delivery.deliveredVersion()).isEqualTo(delivery.desiredVersion()).isEqualTo(1);
    provide(ledger, JOE, "Joe");
    assertThat(lease(ledger, DeliveryKind.USER)).isEmpty();
    assertThat(outbox(ledger).backlog(CLOUD).waiting()).isZero();
  }

  @Test
  void deliveredWhenChangedMeanwhileThenStillPendingWithTheLatestState() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe");
    Lease lease = leaseOne(ledger, DeliveryKind.USER);
    provide(ledger, JOE, "Joseph");
    act(ledger, unit -> unit.outbox().withdraw(JOE));
    assertThat(lease(ledger, DeliveryKind.USER)).isEmpty();
    assertThat(outbox(ledger).delivered(lease)).isTrue();
    Lease second = leaseOne(ledger, DeliveryKind.USER);
    assertThat(second.delivery().deliveredVersion()).isEqualTo(1);
    assertThat(second.delivery().desiredVersion()).isEqualTo(3);
    DesiredAccount account = second.delivery().account().orElseThrow();
    assertThat(account.givenName()).contains("Joseph");
    assertThat(account.active()).isFalse();
    assertThat(outbox(ledger).delivered(second)).isTrue();
    act(ledger, unit -> unit.outbox().withdraw(JOE));
    assertThat(lease(ledger, DeliveryKind.USER)).isEmpty();
  }

  @Test
  void leaseWhenItRunsOutThenAnotherHasItAndTheFirstIsNotHeard() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe");
    Lease first = leaseOne(ledger, DeliveryKind.USER);
    now = NOW.plus(LEASE).plusSeconds(1);
    Lease second = leaseOne(ledger, DeliveryKind.USER);
    assertThat(outbox(ledger).delivered(first)).isFalse();
    assertThat(outbox(ledger).retryAt(first, now, Code.UPSTREAM_SLOW, "x")).isFalse();
    assertThat(outbox(ledger).setAside(first, Code.UPSTREAM_SLOW, "x")).isFalse();
    assertThat(find(ledger, account(JOE)).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(outbox(ledger).delivered(second)).isTrue();
  }

  @Test
  void retryAtWhenTheTimeHasComeThenLeasedAgainAndAChangeComesAtOnce() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe");
    Instant later = NOW.plusSeconds(600);
    Lease lease = leaseOne(ledger, DeliveryKind.USER);
    assertThat(outbox(ledger).retryAt(lease, later, Code.UPSTREAM_SLOW, "b".repeat(9000))).isTrue();
    Delivery delivery = find(ledger, account(JOE));
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(delivery.lastCode()).contains(Code.UPSTREAM_SLOW);
    assertThat(delivery.lastDetail().orElseThrow()).hasSize(2000);
    assertThat(lease(ledger, DeliveryKind.USER)).isEmpty();
    now = later;
    Lease again = leaseOne(ledger, DeliveryKind.USER);
    outbox(ledger).retryAt(again, later.plusSeconds(600), Code.UPSTREAM_SLOW, "");
    provide(ledger, JOE, "Joseph");
    assertThat(leaseOne(ledger, DeliveryKind.USER).delivery().attempts()).isZero();
  }

  @Test
  void setAsideWhenRefusedThenWaitsForAChangeOrAnAdministrator() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe");
    Lease lease = leaseOne(ledger, DeliveryKind.USER);
    outbox(ledger).setAside(lease, Code.REQUEST_INVALID, "body");
    assertThat(lease(ledger, DeliveryKind.USER)).isEmpty();
    assertThat(outbox(ledger).counts(CLOUD))
        .containsExactly(
            new DeliveryCount(
                DeliveryKind.USER, DeliveryState.SET_ASIDE, Optional.of(Code.REQUEST_INVALID), 1));
    assertThat(
            outbox(ledger)
                .list(
                    CLOUD,
                    DeliveryKind.USER,
                    Optional.of(DeliveryState.SET_ASIDE),
                    Optional.empty(),
                    10))
        .extracting(Delivery::key)
        .containsExactly(account(JOE));
    assertThat(outbox(ledger).retry(account(ANN))).isFalse();
    assertThat(outbox(ledger).retry(account(JOE))).isTrue();
    assertThat(outbox(ledger).setAside(account(JOE), Code.REQUEST_INVALID)).isTrue();
    assertThat(outbox(ledger).setAside(account(JOE), Code.REQUEST_INVALID)).isFalse();
    act(ledger, unit -> unit.outbox().withdraw(JOE));
    assertThat(leaseOne(ledger, DeliveryKind.USER).delivery().lastCode()).isEmpty();
  }

  @Test
  void membershipsWhenChangedThenDueOnceTheAccountIsKnownThere() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe", "jira", "wiki");
    assertThat(outbox(ledger).differingMembers(CLOUD)).isEqualTo(2);
    List<Lease> groups = lease(ledger, DeliveryKind.GROUP);
    assertThat(groups)
        .extracting(lease -> lease.delivery().key().item())
        .containsExactlyInAnyOrder("jira", "wiki");
    groups.forEach(lease -> assertThat(outbox(ledger).delivered(lease)).isTrue());
    assertThat(lease(ledger, DeliveryKind.GROUP)).isEmpty();
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-1"));
    assertThat(lease(ledger, DeliveryKind.GROUP)).hasSize(2);
    assertThat(differing(ledger, "jira"))
        .containsExactly(new MemberDelivery(JOE, Optional.of("r-1"), true, false));
    told(ledger, "jira", JOE, true);
    told(ledger, "wiki", JOE, true);
    assertThat(outbox(ledger).differingMembers(CLOUD)).isZero();
    provide(ledger, JOE, "Joe", "wiki");
    assertThat(differing(ledger, "jira"))
        .containsExactly(new MemberDelivery(JOE, Optional.of("r-1"), false, true));
    assertThat(differing(ledger, "wiki")).isEmpty();
    told(ledger, "jira", JOE, false);
    assertThat(members(ledger, "jira")).isEmpty();
    assertThat(outbox(ledger).find(group("jira"))).isPresent();
    act(ledger, unit -> unit.outbox().withdraw(JOE));
    assertThat(differing(ledger, "wiki")).hasSize(1);
  }

  @Test
  void leaseWhenFewOrManyMembershipsDifferThenTheirGroupsLongestWaitingFirstAndNoOthers()
      throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe", "settled", "b-waits-longest");
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-0"));
    now = NOW.plusSeconds(1);
    provide(ledger, ANN, "Ann", "a-waits");
    act(ledger, unit -> unit.outbox().link(account(ANN), "r-1"));
    lease(ledger, DeliveryKind.GROUP).forEach(outbox(ledger)::delivered);
    told(ledger, "settled", JOE, true);
    assertThat(leasedGroups(ledger)).containsExactly("b-waits-longest", "a-waits");

    act(
        ledger,
        unit -> {
          for (int i = 0; i < 200; i++) {
            UUID id = new UUID(8, i);
            unit.outbox().provide(Set.of(CLOUD), identity(id, "Joe", "a-waits"));
            unit.outbox().link(account(id), "m-" + i);
          }
        });
    provide(ledger, ANN, "Ann", "a-waits", "new");
    now = now.plus(LEASE);
    assertThat(leasedGroups(ledger)).containsExactly("b-waits-longest", "a-waits", "new");
  }

  private static List<String> leasedGroups(Ledger ledger) {
    return lease(ledger, DeliveryKind.GROUP).stream()
        .map(lease -> lease.delivery().key().item())
        .toList();
  }

  @Test
  void membershipsWhenTakenBackWhileBeingToldThenToldAgain() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe", "jira");
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-1"));
    provide(ledger, JOE, "Joe");
    assertThat(differing(ledger, "jira"))
        .containsExactly(new MemberDelivery(JOE, Optional.of("r-1"), false, false));
    told(ledger, "jira", JOE, true);
    assertThat(differing(ledger, "jira"))
        .containsExactly(new MemberDelivery(JOE, Optional.of("r-1"), false, true));
    told(ledger, "jira", JOE, false);
    assertThat(members(ledger, "jira")).isEmpty();
    provide(ledger, ANN, "Ann", "jira");
    provide(ledger, ANN, "Ann");
    assertThat(members(ledger, "jira")).isEmpty();
  }

  @Test
  void linkWhenItIsAnotherAccountOrGroupThenMembershipsAreToldAnew() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe", "jira");
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-1"));
    told(ledger, "jira", JOE, true);
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-1"));
    assertThat(differing(ledger, "jira")).isEmpty();
    act(ledger, unit -> unit.outbox().unlink(account(JOE), "r-1"));
    assertThat(differing(ledger, "jira")).isEmpty();
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-2"));
    assertThat(differing(ledger, "jira"))
        .containsExactly(new MemberDelivery(JOE, Optional.of("r-2"), true, false));
    told(ledger, "jira", JOE, true);
    act(ledger, unit -> unit.outbox().link(group("jira"), "g-2"));
    assertThat(differing(ledger, "jira")).hasSize(1);
  }

  @Test
  void unlinkWhenAnotherIsKnownByNowThenThatOneStays() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe", "jira");
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-2"));
    told(ledger, "jira", JOE, true);
    act(ledger, unit -> unit.outbox().unlink(account(JOE), "r-1"));
    assertThat(find(ledger, account(JOE)).remoteId()).contains("r-2");
    assertThat(differing(ledger, "jira")).isEmpty();
    act(ledger, unit -> unit.outbox().unlink(account(JOE), "r-2"));
    assertThat(find(ledger, account(JOE)).remoteId()).isEmpty();
  }

  @Test
  void membersDeliveredWhenTheAccountIsAnotherByNowThenStillToBeTold() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe", "jira");
    provide(ledger, ANN, "Ann", "jira");
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-1"));
    act(ledger, unit -> unit.outbox().link(account(ANN), "r-9"));
    List<MemberDelivery> told = differing(ledger, "jira");
    assertThat(told).hasSize(2);
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-2"));
    outbox(ledger).membersDelivered(CLOUD, "jira", told);
    assertThat(differing(ledger, "jira"))
        .containsExactly(new MemberDelivery(JOE, Optional.of("r-2"), true, false));
    outbox(ledger).membersDelivered(CLOUD, "jira", List.of());
  }

  @Test
  void retryWhenTheDirectoryIsJustBeingToldThenToldOnceMore() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe");
    Lease lease = leaseOne(ledger, DeliveryKind.USER);
    assertThat(outbox(ledger).retry(account(JOE))).isTrue();
    assertThat(lease(ledger, DeliveryKind.USER)).isEmpty();
    assertThat(outbox(ledger).delivered(lease)).isTrue();
    assertThat(outbox(ledger).delivered(leaseOne(ledger, DeliveryKind.USER))).isTrue();
    assertThat(lease(ledger, DeliveryKind.USER)).isEmpty();
  }

  @Test
  void provideWhenADirectoryFallsAwayThenWithdrawnThere() throws Exception {
    Ledger ledger = ledger();
    ReleasedIdentity joe = identity(JOE, "Joe", "jira");
    act(ledger, unit -> unit.outbox().provide(Set.of(CLOUD, SECOND), joe));
    act(ledger, unit -> unit.outbox().provide(Set.of(CLOUD), joe));
    DeliveryKey there = DeliveryKey.account(SECOND, JOE);
    assertThat(find(ledger, there).account().orElseThrow().active()).isFalse();
    assertThat(find(ledger, account(JOE)).account().orElseThrow().active()).isTrue();
    assertThat(outbox(ledger).members(SECOND, "jira", Optional.empty(), 10)).isEmpty();
  }

  @Test
  void eraseWhenErasedThenNoPlainValueIsLeftAndThePendingStays() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "canary");
    Lease lease = leaseOne(ledger, DeliveryKind.USER);
    outbox(ledger).retryAt(lease, NOW, Code.REQUEST_INVALID, "canary");
    act(ledger, unit -> unit.outbox().withdraw(JOE));
    act(ledger, unit -> unit.outbox().erase(JOE));
    assertThat(everyValue()).noneMatch(value -> value.contains("canary"));
    Delivery delivery = leaseOne(ledger, DeliveryKind.USER).delivery();
    assertThat(delivery.account().orElseThrow())
        .isEqualTo(
            new DesiredAccount(JOE, Optional.empty(), Optional.empty(), Optional.empty(), false));
  }

  @Test
  void eraseWhenADeliveryIsOnItsWayThenItsFailureLeavesNoPlainValueUntilProvidedAgain()
      throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe");
    Lease before = leaseOne(ledger, DeliveryKind.USER);
    act(ledger, unit -> unit.outbox().withdraw(JOE));
    act(ledger, unit -> unit.outbox().erase(JOE));
    assertThat(outbox(ledger).retryAt(before, NOW, Code.UPSTREAM_SLOW, "canary")).isTrue();
    assertThat(find(ledger, account(JOE)).lastCode()).contains(Code.UPSTREAM_SLOW);
    assertThat(find(ledger, account(JOE)).lastDetail()).isEmpty();
    Lease after = leaseOne(ledger, DeliveryKind.USER);
    assertThat(outbox(ledger).setAside(after, Code.REQUEST_INVALID, "canary")).isTrue();
    assertThat(everyValue()).noneMatch(value -> value.contains("canary"));

    provide(ledger, JOE, "Joe", "jira");
    Lease again = leaseOne(ledger, DeliveryKind.USER);
    assertThat(outbox(ledger).setAside(again, Code.REQUEST_INVALID, "why")).isTrue();
    assertThat(find(ledger, account(JOE)).lastDetail()).contains("why");
    Lease group = leaseOne(ledger, DeliveryKind.GROUP);
    assertThat(outbox(ledger).retryAt(group, NOW, Code.UPSTREAM_SLOW, "of a group")).isTrue();
    assertThat(find(ledger, group("jira")).lastDetail()).contains("of a group");
  }

  @Test
  @Timeout(120)
  void leaseWhenRacedThenEachDeliveryHasOneOwner() throws Exception {
    Ledger ledger = ledger();
    for (int i = 0; i < 50; i++) {
      provide(ledger, new UUID(8, i), "Joe");
    }
    List<Callable<List<Lease>>> contenders = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      contenders.add(() -> lease(ledger, DeliveryKind.USER));
    }
    List<DeliveryKey> keys =
        Race.run(contenders).stream()
            .flatMap(List::stream)
            .map(lease -> lease.delivery().key())
            .toList();
    assertThat(keys).hasSize(50).doesNotHaveDuplicates();
  }

  /** The outbox of {@link #REALM}, each call in a unit of work of its own. */
  private static Outbox outbox(Ledger ledger) {
    return PortPerCall.of(ledger, REALM, Outbox.class, Unit::outbox);
  }

  private static List<MemberDelivery> differing(Ledger ledger, String group) {
    return outbox(ledger).differing(CLOUD, group, 10);
  }

  private static List<MemberDelivery> members(Ledger ledger, String group) {
    return outbox(ledger).members(CLOUD, group, Optional.empty(), 10);
  }

  private static void told(Ledger ledger, String group, UUID binding, boolean member) {
    Optional<String> account = find(ledger, account(binding)).remoteId();
    outbox(ledger)
        .membersDelivered(
            CLOUD, group, List.of(new MemberDelivery(binding, account, member, !member)));
  }

  private static Delivery find(Ledger ledger, DeliveryKey key) {
    return outbox(ledger).find(key).orElseThrow();
  }

  private static List<Lease> lease(Ledger ledger, DeliveryKind kind) {
    return outbox(ledger).lease(CLOUD, kind, 100, LEASE);
  }

  private static Lease leaseOne(Ledger ledger, DeliveryKind kind) {
    List<Lease> leases = lease(ledger, kind);
    assertThat(leases).hasSize(1);
    return leases.get(0);
  }

  private static DeliveryKey account(UUID binding) {
    return DeliveryKey.account(CLOUD, binding);
  }

  private static DeliveryKey group(String name) {
    return DeliveryKey.group(CLOUD, name);
  }

  private static void provide(Ledger ledger, UUID binding, String givenName, String... groups) {
    ReleasedIdentity identity = identity(binding, givenName, groups);
    act(ledger, unit -> unit.outbox().provide(Set.of(CLOUD), identity));
  }

  private static ReleasedIdentity identity(UUID id, String givenName, String... groups) {
    Binding binding =
        new Binding(
            id,
            BindingKind.ALIAS,
            BindingStatus.ACTIVE,
            Optional.empty(),
            Optional.empty(),
            Optional.of(address("p" + id.getLeastSignificantBits() + "@guests.example.com")),
            Fingerprint.NONE,
            true,
            true,
            NOW);
    return ReleasedIdentity.of(
        BoundAddress.of(binding), new ReleasedNames(givenName, "Doe"), List.of(groups));
  }

  private static void act(Ledger ledger, Consumer<Unit> work) {
    in(
        ledger,
        unit -> {
          work.accept(unit);
          return unit;
        });
  }

  @Test
  void unseenWhenAComparisonSawOneThenTheOthersInOrder() throws Exception {
    Ledger ledger = ledger();
    for (UUID each : List.of(JOE, ANN)) {
      provide(ledger, each, "Joe");
      act(ledger, unit -> unit.outbox().link(account(each), "r-" + each));
      outbox(ledger).delivered(leaseOne(ledger, DeliveryKind.USER));
    }
    UUID run = new UUID(7, 7);
    assertThat(unseen(ledger, run)).containsExactly(JOE.toString(), ANN.toString());
    act(
        ledger,
        unit ->
            unit.outbox().seen(CLOUD, DeliveryKind.USER, List.of(JOE.toString(), "other"), run));
    assertThat(unseen(ledger, run)).containsExactly(ANN.toString());
    assertThat(unseen(ledger, new UUID(7, 8))).hasSize(2);
    assertThat(outbox(ledger).linkedTo(CLOUD, DeliveryKind.USER, List.of("r-" + ANN, "r-none")))
        .extracting(delivery -> delivery.key().item())
        .containsExactly(ANN.toString());
    assertThat(outbox(ledger).linkedTo(SECOND, DeliveryKind.USER, List.of("r-" + ANN))).isEmpty();
    assertThat(outbox(ledger).findAll(CLOUD, DeliveryKind.USER, List.of())).isEmpty();
    provide(ledger, ANN, "Anna");
    assertThat(unseen(ledger, run)).isEmpty();
  }

  private static List<String> unseen(Ledger ledger, UUID run) {
    return outbox(ledger).unseen(CLOUD, DeliveryKind.USER, run, Optional.empty(), 10).stream()
        .map(delivery -> delivery.key().item())
        .toList();
  }

  @Test
  void renewMemberWhenDesiredThenToldAnewAndWhenNotThenLeft() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe", "jira");
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-1"));
    told(ledger, "jira", JOE, true);
    assertThat(outbox(ledger).memberships(CLOUD, List.of(JOE, ANN)))
        .containsExactly(new AccountMembership(JOE, "jira", true, true));
    act(ledger, unit -> unit.outbox().renewMember(CLOUD, "jira", JOE));
    act(ledger, unit -> unit.outbox().renewMember(CLOUD, "wiki", JOE));
    assertThat(outbox(ledger).memberships(CLOUD, List.of(JOE)))
        .containsExactly(
            new AccountMembership(JOE, "jira", true, false),
            new AccountMembership(JOE, "wiki", false, false));
    assertThat(outbox(ledger).differing(CLOUD, "jira", 10))
        .extracting(MemberDelivery::wanted)
        .containsExactly(true);
    assertThat(outbox(ledger).differing(CLOUD, "wiki", 10))
        .extracting(MemberDelivery::wanted)
        .containsExactly(false);
    told(ledger, "wiki", JOE, false);
    assertThat(outbox(ledger).memberships(CLOUD, List.of(JOE))).hasSize(1);
  }

  @Test
  void renewMemberWhenNoAccountIsKnownThereThenNothingIsTold() throws Exception {
    Ledger ledger = ledger();
    provide(ledger, JOE, "Joe", "jira");
    act(ledger, unit -> unit.outbox().link(account(JOE), "r-1"));
    act(ledger, unit -> unit.outbox().unlink(account(JOE), "r-1"));
    act(ledger, unit -> unit.outbox().renewMember(CLOUD, "wiki", JOE));
    act(ledger, unit -> unit.outbox().renewMember(CLOUD, "jira", JOE));
    assertThat(members(ledger, "wiki")).isEmpty();
    assertThat(differing(ledger, "jira")).isEmpty();
  }
}
