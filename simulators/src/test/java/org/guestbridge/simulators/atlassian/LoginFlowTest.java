package org.guestbridge.simulators.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins that begin at the organization, and the administrator's view. */
class LoginFlowTest {
  private static final String ALIAS = "jane.doe_partner.example@guests.example.com";

  private static SelfSignedCertificate key;
  private static SimulatedAtlassian atlassian;
  private static Browser browser;

  private TestIdentityProvider idp;

  @BeforeAll
  static void start() {
    key = SelfSignedCertificate.generate("broker", Instant.now());
    atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults());
    browser = new Browser(atlassian);
  }

  @AfterAll
  static void stop() {
    atlassian.close();
  }

  @BeforeEach
  void reset() {
    atlassian.reset();
    atlassian.configureIdentityProvider(
        TestIdentityProvider.ENTITY_ID, TestIdentityProvider.SSO_URL, key.certificate());
    idp = new TestIdentityProvider(atlassian, key, Instant.now());
  }

  @Test
  void requestWhenSentThenIsUnsignedRedirectWithoutNameIdPolicy() throws Exception {
    String location = Browser.location(browser.get("/login?email=" + ALIAS));
    assertThat(location).startsWith(TestIdentityProvider.SSO_URL + "?SAMLRequest=");
    assertThat(location).doesNotContain("Signature", "SigAlg");
    assertThat(Browser.query(location).value("RelayState")).isPresent();
    assertThat(Browser.request(location))
        .contains("bindings:HTTP-POST", atlassian.entityId(), "Version=\"2.0\"")
        .doesNotContain("NameIDPolicy");
  }

  @ParameterizedTest
  @CsvSource({
    "maria@example.com, 302",
    "jane.doe@partner.example, 200",
    "no-sso@example.com, 200",
  })
  void emailWhenTypedThenOnlyEnforcedAccountsOfClaimedDomainsGoToTheIdp(String email, int status)
      throws Exception {
    Account account =
        atlassian
            .organization()
            .accounts()
            .add("no-sso@example.com", Optional.empty(), "No", "Sso");
    atlassian
        .organization()
        .accounts()
        .change(account.accountId(), before -> before.withSingleSignOn(false));
    assertThat(browser.get("/login?email=" + email).statusCode()).isEqualTo(status);
  }

  @Test
  void loginWhenAnswersItsRequestThenSucceedsOnce() throws Exception {
    String location = Browser.location(browser.get("/login?email=" + ALIAS));
    String relayState = Browser.query(location).value("RelayState").orElseThrow();
    idp.inResponseTo = Browser.requestId(location);
    browser.logIn(idp.signed(), relayState);
    Login login = atlassian.organization().lastLogin();
    assertThat(login.linking()).contains(Linking.CREATED);
    assertThat(login.serviceProviderInitiated()).isTrue();
    assertThat(login.expectedEmail()).contains(ALIAS);
    TestIdentityProvider again = new TestIdentityProvider(atlassian, key, Instant.now());
    again.inResponseTo = idp.inResponseTo;
    browser.logIn(again.signed(), relayState);
    assertThat(lastFailure()).isEqualTo(LoginFailure.UNKNOWN_IN_RESPONSE_TO);
  }

  @Test
  void loginWhenRelayStateIsAnotherThenRefuses() throws Exception {
    String location = Browser.location(browser.get("/login/start?relay=mine"));
    assertThat(Browser.query(location).value("RelayState")).contains("mine");
    idp.inResponseTo = Browser.requestId(location);
    browser.logIn(idp.signed(), "yours");
    assertThat(lastFailure()).isEqualTo(LoginFailure.WRONG_RELAY_STATE);
  }

  @Test
  void loginWhenInResponseToIsLeftOutThenRefusesUnlessSwitchedOff() throws Exception {
    String location = Browser.location(browser.get("/login/start"));
    String relayState = Browser.query(location).value("RelayState").orElseThrow();
    browser.logIn(idp.signed(), relayState);
    assertThat(lastFailure()).isEqualTo(LoginFailure.MISSING_IN_RESPONSE_TO);
    atlassian.organization().switches().turnOff(Switch.ENFORCE_IN_RESPONSE_TO);
    browser.logIn(idp.signed(), relayState);
    assertThat(atlassian.organization().lastLogin().succeeded()).isTrue();
  }

  @Test
  void loginWhenAnotherAccountWasExpectedThenMismatch() throws Exception {
    String location = Browser.location(browser.get("/login?email=other@guests.example.com"));
    idp.inResponseTo = Browser.requestId(location);
    HttpResponse<String> answer =
        browser.logIn(idp.signed(), Browser.query(location).value("RelayState").orElseThrow());
    assertThat(lastFailure()).isEqualTo(LoginFailure.EXPECTED_OTHER_ACCOUNT);
    assertThat(Browser.location(answer)).contains("authentication-policy-strategy-mismatch");
  }

  @Test
  void loginWhenIdentityProviderIsUnknownThenSaysSo() throws Exception {
    try (SimulatedAtlassian fresh = SimulatedAtlassian.start(AtlassianSettings.defaults())) {
      Browser other = new Browser(fresh);
      assertThat(other.get("/login/start").statusCode()).isEqualTo(409);
      TestIdentityProvider stranger = new TestIdentityProvider(fresh, key, Instant.now());
      other.logIn(stranger.signed(), "");
      assertThat(fresh.organization().lastLogin().failure())
          .contains(LoginFailure.IDENTITY_PROVIDER_NOT_CONFIGURED);
      String pem =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(key.certificate().getEncoded())
              + "\n-----END CERTIFICATE-----\n";
      other.post(
          fresh.base() + "/admin/identity-provider",
          Map.of(
              "entity_id",
              TestIdentityProvider.ENTITY_ID,
              "sso_url",
              TestIdentityProvider.SSO_URL.toString(),
              "certificate",
              pem));
      other.logIn(new TestIdentityProvider(fresh, key, Instant.now()).signed(), "");
      assertThat(fresh.organization().lastLogin().succeeded()).isTrue();
    }
  }

  @Test
  void certificateWhenReplacedThenTheOldOneIsRefusedAtOnce() throws Exception {
    SelfSignedCertificate next = SelfSignedCertificate.generate("next", Instant.now());
    atlassian.configureIdentityProvider(
        TestIdentityProvider.ENTITY_ID, TestIdentityProvider.SSO_URL, next.certificate());
    browser.logIn(idp.signed(), "");
    assertThat(lastFailure()).isEqualTo(LoginFailure.CERTIFICATE_MISMATCH);
    browser.logIn(new TestIdentityProvider(atlassian, next, Instant.now()).signed(), "");
    assertThat(atlassian.organization().lastLogin().succeeded()).isTrue();
  }

  @Test
  void stateWhenReadThenShowsAccountsLoginsAndSwitches() throws Exception {
    browser.logIn(idp.signed(), "");
    browser.logIn(idp.signed(), "");
    JsonNode state = browser.state();
    assertThat(state.path("succeeded").asInt()).isEqualTo(1);
    assertThat(state.path("failed").asInt()).isEqualTo(1);
    assertThat(state.path("accounts").path(1).path("email").asText()).isEqualTo(ALIAS);
    assertThat(state.path("logins").path(0).path("accepted").path(ReadAssertion.SURNAME).path(0))
        .hasToString("\"Doe\"");
    assertThat(state.path("logins").path(1).path("failure").asText())
        .isEqualTo("REPLAYED_ASSERTION");
    assertThat(browser.get("/admin").body()).contains(ALIAS, "REPLAYED_ASSERTION");
    browser.post(atlassian.base() + "/admin/switch", Map.of("name", "CHECK_ISSUER", "on", "false"));
    browser.post(
        atlassian.base() + "/admin/domain", Map.of("name", "new.example", "state", "VERIFIED"));
    assertThat(browser.state().path("switches").path("CHECK_ISSUER").asBoolean()).isFalse();
    assertThat(browser.state().path("domains").path("new.example").asText()).isEqualTo("VERIFIED");
    browser.post(atlassian.base() + "/admin/reset", Map.of());
    assertThat(browser.state().path("logins")).isEmpty();
    assertThat(browser.state().path("accountCount").asInt()).isEqualTo(1);
  }

  private static LoginFailure lastFailure() {
    return atlassian.organization().lastLogin().failure().orElseThrow();
  }
}
