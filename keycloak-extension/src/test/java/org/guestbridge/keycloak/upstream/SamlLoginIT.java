package org.guestbridge.keycloak.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.keycloak.harness.AuthnRequest;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.keycloak.harness.RegistryView;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.saml.EntraSaml;
import org.guestbridge.simulators.entra.saml.EntraSamlSettings;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.SamlFault;
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
    KeycloakServer server = KeycloakServer.shared();
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
  void requestWhenForcedThenReleasedAndRefusedWhenTheSignInIsOld() throws Exception {
    Person guest = site.invite("olga.old@partner.example");
    Browser.Answer fresh = browser.followToProvider(browser.get(forced()));
    assertThat(browser.bring(browser.signIn(fresh, guest.key())).outcome()).isEqualTo("released");

    Browser other = new Browser(site);
    Browser.Answer old = other.followToProvider(other.get(forced()));
    application.faults().next(SamlFault.OLD_AUTHN_INSTANT);

    assertThat(other.bring(other.signIn(old, guest.key())).outcome())
        .isEqualTo("assertion_freshness");
  }

  @Test
  void answerWhenTheSignInIsOldAndNobodyAskedForAFreshOneThenReleased() throws Exception {
    Person guest = site.invite("omar.old@partner.example");
    application.faults().next(SamlFault.OLD_AUTHN_INSTANT);

    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
  }

  private static URI forced() throws IOException {
    return AuthnRequest.forced(site).address();
  }

  /** Keycloak has an address at each provider for answers that nobody asked for. */
  @Test
  void answerWhenNobodyAskedForItAndItNamesTheClientThenRefused() throws Exception {
    Person guest = site.invite("uwe.unsolicited@partner.example");
    ObjectNode client = site.client();
    ((ObjectNode) client.get("attributes"))
        .put("saml_idp_initiated_sso_url_name", "unasked")
        .put("guestbridge.relayStates", "\u007f");
    site.admin().done("PUT", site.adminPath("/clients/" + client.path("id").asText()), client);
    String address = site.endpoint("entra") + "/clients/unasked";
    application.register(RegisteredServiceProvider.of(site.issuer(), address));
    try {
      Browser.Answer entra = unsolicited(guest);
      assertThat(entra.form().uri()).hasToString(address);

      assertThat(browser.bring(entra).outcome()).isEqualTo("upstream_unsolicited");
      assertThat(registry.find(site.realm(), guest)).isEmpty();
    } finally {
      application.register(RegisteredServiceProvider.of(site.issuer(), site.endpoint("entra")));
    }
  }

  @Test
  void answerWhenNobodyAskedForItThenNobodyIsReleased() throws Exception {
    Person guest = site.invite("una.unsolicited@partner.example");

    assertThat(browser.bring(unsolicited(guest)).outcome()).isNotEqualTo("released");
    assertThat(registry.find(site.realm(), guest)).isEmpty();
  }

  private Browser.Answer unsolicited(Person guest) throws Exception {
    return browser.get(
        URI.create(
            application.unsolicitedUrl()
                + "?sp="
                + Browser.encode(site.issuer())
                + "&sim_person="
                + guest.key()));
  }
}
