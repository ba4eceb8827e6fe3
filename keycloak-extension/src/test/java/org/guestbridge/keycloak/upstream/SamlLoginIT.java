package org.guestbridge.keycloak.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.Database;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.keycloak.harness.RegistryView;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.saml.EntraSaml;
import org.guestbridge.simulators.entra.saml.EntraSamlSettings;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same people through the same tenant, by SAML: the same keys, the same aliases. */
class SamlLoginIT {

  private static KeycloakSite site;
  private static RegistryView registry;
  private static EntraSaml application;

  private final Browser browser = new Browser(site);

  @BeforeAll
  static void start() throws Exception {
    KeycloakServer server = KeycloakServer.shared(Database.POSTGRES);
    site = KeycloakSite.prepared(server);
    registry = server.registry();
    application =
        EntraSaml.register(
            site.entra(),
            EntraSamlSettings.defaults(),
            RegisteredServiceProvider.of(site.issuer(), site.endpoint("entra")));
    site.importRealm(
        text ->
            text.replaceFirst(
                "(?s)    type: entra-oidc.*?\n\n",
                """
                    type: entra-saml
                    tenant: "%s"
                    metadata: { url: "%s" }

                """
                    .formatted(EntraSettings.DEFAULT_TENANT, application.metadataUrl())),
        imported ->
            ((ObjectNode) imported.at("/identityProviders/0/config"))
                .put("singleSignOnServiceUrl", application.endpoint()));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void logInWhenEmployeeThenTheirOwnAddressPassesThrough() throws Exception {
    Person employee = site.hire("sally.saml@example.com");

    assertThat(browser.logIn(employee).outcome()).isEqualTo("released");
    assertThat(site.user("sally.saml@example.com")).isPresent();
  }

  @Test
  void logInWhenGuestComesAgainThenTheSameAliasAndOneBinding() throws Exception {
    Person guest = site.invite("gus.saml@partner.example");

    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    Binding first = registry.find(site.realm(), guest).orElseThrow();
    assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");

    assertThat(registry.find(site.realm(), guest).orElseThrow().id()).isEqualTo(first.id());
    assertThat(first.address().orElseThrow().value()).isEqualTo("gus.saml@guests.example.com");
    assertThat(site.user("gus.saml@guests.example.com")).isPresent();
  }

  @Test
  void logInWhenRuleRefusesThenItsWords() throws Exception {
    Browser.Answer answer = browser.reachAnswer(site.invite("ben.saml@banned.example"));

    assertThat(answer.outcome()).isEqualTo("rule_refused");
    assertThat(answer.body()).contains("Ask your contact to sponsor your account.");
  }

  @Test
  void answerWhenItIsBroughtTwiceThenOnlyOneIsReleased() throws Exception {
    Person guest = site.invite("rita.replay@partner.example");
    Browser.Answer entra = browser.signIn(browser.begin(), guest.key());

    assertThat(browser.bring(entra).outcome()).isEqualTo("released");
    assertThat(browser.bring(entra).outcome()).isNotEqualTo("released");
  }

  @Test
  void answerWhenNobodyAskedForItThenNobodyIsReleased() throws Exception {
    Person guest = site.invite("una.unsolicited@partner.example");
    Browser.Answer entra =
        browser.get(
            URI.create(
                application.unsolicitedUrl()
                    + "?sp="
                    + Browser.encode(site.issuer())
                    + "&sim_person="
                    + guest.key()));

    assertThat(browser.bring(entra).outcome()).isNotEqualTo("released");
    assertThat(registry.find(site.realm(), guest)).isEmpty();
  }
}
