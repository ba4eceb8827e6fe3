package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;

/** One guest, watched wherever the broker leaves a trace: audit, registry, Atlassian, mail. */
final class WatchedGuest {

  private final Register register;
  private final Plans plans;
  private final Browser browser;
  private final AtlassianScim atlassian;
  private final RealMail mail;
  private final Person person;
  private Optional<String> known = Optional.empty();
  private long audited;

  WatchedGuest(
      Register register,
      Plans plans,
      Browser browser,
      AtlassianScim atlassian,
      RealMail mail,
      Person person) {
    this.register = register;
    this.plans = plans;
    this.browser = browser;
    this.atlassian = atlassian;
    this.mail = mail;
    this.person = person;
    this.audited = register.audited();
  }

  /** The next sign-in is released and accepted, under the alias that has been this guest's. */
  void assertReleased(String surname) throws Exception {
    SamlAnswer answer = browser.logIn(person).saml();
    assertThat(answer.nameId()).isEqualTo(alias());
    assertThat(answer.internalId()).isEqualTo(binding().id().toString());
    assertThat(answer.attributes()).containsValue(surname);
  }

  /** The next sign-in ends with this code. */
  void assertRefused(String code) throws Exception {
    assertThat(browser.reachAnswer(person.key()).outcome()).isEqualTo(code);
  }

  /** The plan says so, the account is deactivated and in no group, and mail is refused. */
  void assertWithdrawn(Optional<Code> code) throws IOException {
    awaitPlan(PlanState.WITHDRAWN, code);
    awaitAccount(false);
    mail.assertRefused(alias());
  }

  /** These audit records, in any order, and no other since the last time. */
  void assertAudited(String... records) {
    assertThat(register.auditedWithPlansSince(audited)).containsExactlyInAnyOrder(records);
    audited = register.audited();
  }

  /** Waits until this is the last plan. */
  void awaitPlan(PlanState state, Optional<Code> code) {
    Plans.await(
        () -> {
          PersonPlan plan = plans.person(person.objectId()).plan();
          return plan.state() != state || !plan.code().equals(code);
        });
  }

  /** Waits for the account that the binding has had all along, and no second one. */
  DirectorySnapshot.User awaitAccount(boolean active, String... groups) {
    Plans.await(
        () ->
            atlassian
                .userByUserName(alias())
                .filter(user -> user.active() == active && user.groups().equals(Set.of(groups)))
                .isEmpty());
    String bindingId = binding().id().toString();
    assertThat(atlassian.usersByExternalId(bindingId)).containsExactly(account());
    assertThat(account().id()).isEqualTo(known.orElse(account().id()));
    known = Optional.of(account().id());
    return account();
  }

  DirectorySnapshot.User account() {
    return atlassian.userByUserName(alias()).orElseThrow();
  }

  String alias() {
    return binding().address().orElseThrow().value();
  }

  Binding binding() {
    return plans.binding(EntraSettings.DEFAULT_TENANT, person.objectId()).orElseThrow();
  }
}
