package org.guestbridge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullStage;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.realm.WithdrawalLimit;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds that would take accounts or groups from suspiciously many people. */
class PullGuardTest {

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
    site.limit = WithdrawalLimit.DEFAULT;
  }

  @Test
  void roundWhenNearlyEmptyThenNobodyIsWithdrawnAndTheRestIsDone() {
    List<Person> guests = guests(6);
    Person employee = site.employee("emma");
    settle();
    guests.forEach(guest -> directory.remove(guest.key()));
    directory.change(employee.key(), person -> person.displayName("New Name"));
    Person invited = site.guest("invited");

    PullState state = settleAnew();

    assertThat(state.stage()).isEqualTo(PullStage.IDLE);
    assertThat(state.lastCode()).isEmpty();
    assertThat(state.withheld()).contains(new PullLoss(6, 0, 0));
    assertThat(guests).allMatch(site::isProvided);
    assertThat(site.isProvided(invited)).isTrue();
    assertThat(site.person(employee).statement().document()).contains("New Name");
    assertThat(settle().withheld()).contains(new PullLoss(6, 0, 0));
    assertThat(settleAnew().withheld()).contains(new PullLoss(6, 0, 0));
    assertThat(guests).allMatch(site::isProvided);
  }

  @Test
  void roundWhenPeopleAreShownAgainThenNothingIsWithheldAnyMore() {
    List<Person> guests = guests(6);
    settle();
    guests.forEach(guest -> directory.remove(guest.key()));
    assertThat(settle().withheld()).contains(new PullLoss(6, 0, 0));

    guests.forEach(directory::add);

    assertThat(settleAnew().withheld()).isEmpty();
    assertThat(guests).allMatch(site::isProvided);
    directory.remove(guests.get(0).key());
    assertThat(settle().withheld()).isEmpty();
    assertThat(site.isProvided(guests.get(0))).isFalse();
  }

  @Test
  void roundWhenAllowedThenWithdrawnOnceAndTheNextAsksAgain() {
    List<Person> first = guests(6);
    List<Person> second = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      second.add(site.guest("second" + number));
    }
    settle();
    first.forEach(guest -> directory.remove(guest.key()));
    assertThat(settle().withheld()).contains(new PullLoss(6, 0, 0));

    assertThat(allow(new PullLoss(5, 0, 0))).isFalse();
    assertThat(allow(new PullLoss(6, 0, 0))).isTrue();
    site.pull(site.ledger).turn(site.now.plusSeconds(60));
    site.plan();

    assertThat(site.state().withheld()).isEmpty();
    assertThat(first).noneMatch(site::isProvided);
    assertThat(second).allMatch(site::isProvided);
    second.subList(0, 6).forEach(guest -> directory.remove(guest.key()));
    assertThat(settle().withheld()).contains(new PullLoss(6, 0, 0));
    assertThat(second).allMatch(site::isProvided);
  }

  @Test
  void roundWhenMoreThanAllowedWouldGoThenAskedAgain() {
    List<Person> guests = guests(12);
    settle();
    guests.subList(0, 6).forEach(guest -> directory.remove(guest.key()));
    settle();
    assertThat(allow(new PullLoss(6, 0, 0))).isTrue();
    guests.subList(6, 7).forEach(guest -> directory.remove(guest.key()));

    assertThat(settle().withheld()).contains(new PullLoss(7, 0, 0));
    assertThat(guests).allMatch(site::isProvided);
    assertThat(settle().withheld()).contains(new PullLoss(7, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "3, 1, 0",
    "3, 2, 0",
    "2, 2, 2",
    "3, 3, 3",
    "4, 4, 4",
    "20, 4, 0",
    "20, 5, 5"
  })
  void roundWhenSomeLeaveThenWithheldOnlyWhereTheyAreManyOrAll(int all, int leave, long withheld) {
    List<Person> guests = guests(all);
    settle();
    guests.subList(0, leave).forEach(guest -> directory.remove(guest.key()));

    PullState state = settle();

    assertThat(state.withheld().map(PullLoss::guests).orElse(0L)).isEqualTo(withheld);
    assertThat(guests.subList(0, leave))
        .allMatch(guest -> site.isProvided(guest) == (withheld > 0));
  }

  @Test
  void roundWhenAllGuestsLeaveAmongManyEmployeesThenWithheld() {
    List<Person> guests = guests(4);
    for (int number = 0; number < 40; number++) {
      site.employee("employee" + number);
    }
    settle();
    guests.forEach(guest -> directory.remove(guest.key()));
    assertThat(settle().withheld()).contains(new PullLoss(4, 0, 0));
    assertThat(guests).allMatch(site::isProvided);
  }

  @Test
  void roundWhenEverybodyIsBlockedOrResetThenWithheldAndNobodyHeld() {
    List<Person> guests = guests(8);
    settle();
    guests
        .subList(0, 4)
        .forEach(guest -> directory.change(guest.key(), person -> person.accountEnabled(false)));
    guests
        .subList(4, 8)
        .forEach(
            guest ->
                directory.change(
                    guest.key(),
                    person -> person.attribute("externalUserState", "PendingAcceptance")));

    assertThat(settle().withheld()).contains(new PullLoss(8, 0, 0));
    assertThat(guests).allMatch(site::isProvided);
    assertThat(guests)
        .allMatch(guest -> site.binding(guest).orElseThrow().status() == BindingStatus.ACTIVE);
    assertThat(allow(new PullLoss(8, 0, 0))).isTrue();
    settle();
    assertThat(guests).noneMatch(site::isProvided);
    assertThat(site.binding(guests.get(7)).orElseThrow().status()).isEqualTo(BindingStatus.HELD);
  }

  @Test
  void roundWhenAssignmentsAreGoneThenWithheldUntilTheyAreBack() {
    site.assignedOnly = true;
    UUID team = site.group("Team");
    List<Person> guests = guests(5, team);
    directory.assignments().assign(team);
    settle();
    directory.assignments().unassign(team);
    assertThat(settle().withheld()).contains(new PullLoss(5, 0, 0));
    assertThat(guests).allMatch(site::isProvided);

    directory.assignments().assign(team);
    assertThat(settle().withheld()).isEmpty();
    assertThat(guests).allMatch(site::isProvided);
    assertThat(site.state().lastCode()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void roundWhenAGroupIsEmptyOrGoneThenMembersStayAndOthersCome(boolean gone) {
    UUID team = site.group("Team");
    site.needed = Optional.of(team);
    List<Person> guests = guests(6, team);
    settle();
    assertThat(guests).allMatch(site::isProvided);
    UUID other = site.group("Other");
    if (gone) {
      directory.groups().remove(team);
    } else {
      guests.forEach(guest -> directory.leave(guest.key(), team));
    }
    guests.forEach(guest -> directory.join(guest.key(), other));

    assertThat(settle().withheld()).contains(new PullLoss(0, 0, 6));
    assertThat(guests).allMatch(site::isProvided);
    assertThat(site.stated().values()).allMatch(each -> each.endsWith(" active [Other, Team]"));
    directory.remove(guests.get(0).key());
    assertThat(settle().withheld()).contains(new PullLoss(0, 0, 5));
    assertThat(site.isProvided(guests.get(0))).isFalse();

    assertThat(allow(new PullLoss(0, 0, 5))).isTrue();
    assertThat(settle().withheld()).isEmpty();
    assertThat(guests).noneMatch(site::isProvided);
    assertThat(site.stated().values()).allMatch(each -> each.endsWith(" active [Other]"));
  }

  @Test
  void roundWhenNoRuleReadsGroupsThenTheyAreNotWithheld() {
    UUID team = site.group("Team");
    guests(6, team);
    settle();
    directory.groups().remove(team);
    assertThat(settle().withheld()).isEmpty();
    assertThat(site.stated().values()).allMatch(each -> each.endsWith(" active []"));
  }

  @Test
  void roundWhenEntriesOfAnotherChannelAreGoneThenItsPeopleKeepTheirAccounts() {
    site.provisions = false;
    List<Person> guests = guests(5);
    site.round();
    guests.forEach(
        guest ->
            site.ledger.inUnit(
                site.realm,
                unit -> unit.people().insert(PullFixture.PUSHED, site.person(guest).statement())));
    site.plan();
    assertThat(guests).allMatch(site::isProvided);
    guests.forEach(guest -> directory.remove(guest.key()));

    assertThat(settle().withheld()).contains(new PullLoss(5, 0, 0));
    assertThat(guests).allMatch(site::isProvided);
    assertThat(allow(new PullLoss(5, 0, 0))).isTrue();
    settle();
    assertThat(guests).noneMatch(site::isProvided);
  }

  private static boolean allow(PullLoss loss) {
    return site.ledger.inUnit(site.realm, unit -> unit.copies().allow(PullFixture.CHANNEL, loss));
  }

  private static List<Person> guests(int number, UUID... groups) {
    List<Person> guests = new ArrayList<>();
    for (int each = 0; each < number; each++) {
      guests.add(site.guest("guest" + each, groups));
    }
    return guests;
  }

  /** A round, and what it comes to. */
  private static PullState settle() {
    PullState state = site.round();
    site.plan();
    return state;
  }

  /** As {@link #settle}, reading everything. */
  private static PullState settleAnew() {
    site.order(true);
    PullState state = settle();
    assertThat(state.full()).isTrue();
    return state;
  }
}
