package org.guestbridge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.realm.WithdrawalLimit;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.GraphPermission;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** App roles of people whom a channel of type graph shows. */
class PulledRolesTest {

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
    site.neededRole = Optional.of("jira-user");
  }

  @Test
  void roundWhenRolesAreAssignedThenTheirValuesAsATokenHasThem() {
    UUID team = site.group("Team");
    UUID inner = site.group("Inner");
    directory.groups().nest(inner, team);
    Person direct = site.guest("direct");
    Person member = site.guest("member", team);
    Person both = site.guest("both", team);
    Person nested = site.guest("nested", inner);
    Person plain = site.guest("plain");
    directory
        .assignments()
        .assign(direct.objectId(), "jira-user")
        .assign(team, "jira-user")
        .assign(both.objectId(), "jira-admin")
        .assign(plain.objectId());

    settle();

    assertThat(rolesOf(direct)).containsExactly("jira-user");
    assertThat(rolesOf(member)).containsExactly("jira-user");
    assertThat(rolesOf(both)).containsExactlyInAnyOrder("jira-admin", "jira-user");
    assertThat(rolesOf(nested)).isEmpty();
    assertThat(rolesOf(plain)).isEmpty();
    assertThat(site.isProvided(direct)).isTrue();
    assertThat(site.isProvided(member)).isTrue();
    assertThat(site.person(nested).plan().state()).isEqualTo(PlanState.HELD_BACK);
    assertThat(site.person(plain).plan().code()).contains(Code.RULE_NO_MATCH);
  }

  @Test
  void roundWhenARoleEndsOrIsDisabledThenItsValueGoesAndComesBack() {
    UUID team = site.group("Team");
    Person direct = site.guest("direct");
    Person member = site.guest("member", team);
    directory.assignments().assign(direct.objectId(), "jira-user").assign(team, "jira-user");
    settle();

    directory.assignments().disable("jira-user", true);
    settle();
    assertThat(rolesOf(direct)).isEmpty();
    assertThat(site.isProvided(direct)).isFalse();
    assertThat(site.isProvided(member)).isFalse();

    directory.assignments().disable("jira-user", false).unassign(team);
    settle();
    assertThat(site.state().full()).isFalse();
    assertThat(site.isProvided(direct)).isTrue();
    assertThat(site.isProvided(member)).isFalse();
    directory.leave(member.key(), team);
    directory.assignments().assign(team, "jira-user");
    settle();
    assertThat(rolesOf(member)).isEmpty();
    directory.join(member.key(), team);
    settle();
    assertThat(rolesOf(member)).containsExactly("jira-user");
    assertThat(site.isProvided(member)).isTrue();
  }

  @Test
  void roundWhenRolesVanishFromManyThenTheyKeepThemUntilAllowed() {
    site.limit = WithdrawalLimit.DEFAULT;
    UUID team = site.group("Team");
    Person guest = site.guest("guest0", team);
    for (int number = 1; number < 5; number++) {
      site.guest("guest" + number, team);
    }
    directory.assignments().assign(team, "jira-user");
    settle();
    directory.assignments().unassign(team);

    settle();

    assertThat(site.state().withheld()).contains(new PullLoss(0, 0, 5));
    assertThat(site.isProvided(guest)).isTrue();
    site.ledger.inUnit(
        site.realm, unit -> unit.copies().allow(PullFixture.CHANNEL, new PullLoss(0, 0, 5)));
    settle();
    assertThat(site.isProvided(guest)).isFalse();
  }

  @Test
  void roundWhenNoRuleAsksForRolesThenTheyAreNotReadAndNeedNoPermission() {
    site.neededRole = Optional.empty();
    Person guest = site.guest("guest");
    directory.assignments().assign(guest.objectId(), "jira-user");
    site.entra
        .graph()
        .permissions(GraphPermission.USER_READ_ALL, GraphPermission.GROUP_MEMBER_READ_ALL);
    settle();
    assertThat(site.state().lastCode()).isEmpty();
    assertThat(rolesOf(guest)).isEmpty();

    site.neededRole = Optional.of("jira-user");
    assertThat(site.round().lastCode()).contains(Code.GRAPH_DENIED);
    site.entra.graph().permissions(GraphPermission.values());
    settle();
    assertThat(rolesOf(guest)).containsExactly("jira-user");
  }

  private static Set<String> rolesOf(Person person) {
    return GraphProfile.of(site.channel())
        .read(site.person(person).statement().document(), AccountKind.EXTERNAL)
        .roles();
  }

  private static void settle() {
    site.round();
    site.plan();
  }
}
