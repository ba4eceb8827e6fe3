package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The broker asks Graph by itself, with the credential of its app registration. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphChannelTest {

  @Inject Register register;
  @Inject Plans plans;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private final Admin admin = new Admin(site);
  private final UUID team = UUID.randomUUID();

  @BeforeAll
  void serveAChannel() throws IOException {
    site.entra().directory().reset();
    site.entra().directory().groups().put(team, "Jira - Team");
    site.entra().directory().assignments().assign(team);
    register.serve(
        site,
        text ->
            text
                + """

                provisioning:
                  channels:
                    entra-guests:
                      type: graph
                      upstream: entra
                      scope: assigned
                      ownDomains: [example.com, %s]
                      graphUrl: "%s"
                      everyMinutes: 1
                """
                    .formatted(site.entra().settings().initialDomain(), site.entra().authority()));
  }

  @AfterAll
  void serveTheUsualRealm() throws IOException {
    site.entra().directory().reset();
    register.serve(site, text -> text);
  }

  @Test
  void guestWhenPulledThenTheAliasOfTheLoginAndWithdrawnOnceBlocked() throws Exception {
    Person guest = site.invite("petra.pulled@partner.example", List.of(team));
    plans.pull();

    plans.await(guest.objectId(), PlanState.PROVIDED);
    String alias =
        plans
            .binding(EntraSettings.DEFAULT_TENANT, guest.objectId())
            .orElseThrow()
            .address()
            .orElseThrow()
            .value();
    assertThat(alias).isEqualTo("petra.pulled@guests.example.com");
    assertThat(browser.logIn(guest).saml().nameId()).isEqualTo(alias);

    site.entra().directory().change(guest.key(), person -> person.accountEnabled(false));
    plans.pull();

    plans.await(guest.objectId(), PlanState.WITHDRAWN);
  }

  @Test
  void guestWhenHiredAndLeavingThenConvertedByOrdersWithTheSameAccountAndNobodyGetsTheAlias()
      throws Exception {
    Directory tenant = site.entra().directory();
    Person guest = site.invite("cleo.convert@partner.example", List.of(team));
    SamlAnswer before = browser.logIn(guest).saml();
    int accounts = site.atlassian().organization().accounts().size();
    tenant.change(
        guest.key(),
        person ->
            person
                .kind(PersonKind.EMPLOYEE)
                .withoutIdp()
                .acct(0)
                .upn("cleo.convert@example.com")
                .preferredUsername("cleo.convert@example.com"));
    assertThat(admin.order(before.internalId(), "convert")).isEqualTo(409);
    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("account_kind_changed");
    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("binding_held");
    plans.pull();
    plans.await(guest.objectId(), PlanState.WITHDRAWN);

    long audited = register.audited();
    assertThat(admin.order(before.internalId(), "convert")).isEqualTo(200);
    SamlAnswer employee = browser.logIn(guest).saml();

    assertThat(employee.nameId()).isEqualTo("cleo.convert@example.com");
    assertThat(employee.internalId()).isEqualTo(before.internalId());
    assertThat(register.auditedSince(audited))
        .containsExactly("binding_conversion_ordered", "binding_converted", "released");
    plans.await(guest.objectId(), PlanState.PROVIDED);
    SamlAnswer another = browser.logIn(site.invite("cleo.convert@supplier.example")).saml();
    assertThat(another.nameId()).isNotEqualTo(before.nameId());

    tenant.replace(guest);
    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("account_kind_changed");
    assertThat(admin.order(before.internalId(), "convert")).isEqualTo(200);
    SamlAnswer again = browser.logIn(guest).saml();
    assertThat(again.nameId()).isEqualTo(before.nameId());
    assertThat(again.internalId()).isEqualTo(before.internalId());
    plans.pull();
    plans.await(guest.objectId(), PlanState.PROVIDED);
    assertThat(site.atlassian().organization().accounts().size()).isEqualTo(accounts + 1);
  }
}
