package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.simulators.entra.OidcClient.callback;
import static org.guestbridge.simulators.entra.OidcClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.guestbridge.simulators.http.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Discovery, authorization and redemption of codes. */
class CodeFlowTest {
  /** A clock that a test moves on. */
  static final class MovingClock extends Clock {
    private Duration ahead = Duration.ZERO;

    void advance(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final MovingClock CLOCK = new MovingClock();
  private static SimulatedEntra entra;
  private static OidcClient client;

  @BeforeAll
  static void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults().withClock(CLOCK));
    client = new OidcClient(entra);
  }

  @AfterAll
  static void stop() {
    entra.close();
  }

  @BeforeEach
  void reset() {
    entra.directory().reset();
    entra.faults().clear();
    entra.requests().clear();
  }

  @Test
  void discoveryWhenTenantIsNamedThenHasItsIssuerAndSaysNothingOfPkce() throws Exception {
    JsonNode document =
        json(client.get(client.tenantUrl("/v2.0/.well-known/openid-configuration")).body());
    assertThat(document.path("issuer").asText()).isEqualTo(client.tenantUrl("/v2.0"));
    assertThat(document.path("token_endpoint").asText())
        .isEqualTo(client.tenantUrl("/oauth2/v2.0/token"));
    assertThat(document.has("code_challenge_methods_supported")).isFalse();
    assertThat(document.has("grant_types_supported")).isFalse();
  }

  @Test
  void discoveryWhenOrganizationsThenIssuerIsATemplate() throws Exception {
    String url = entra.authority() + "/organizations/v2.0/.well-known/openid-configuration";
    assertThat(json(client.get(url).body()).path("issuer").asText())
        .isEqualTo(entra.authority() + "/{tenantid}/v2.0");
  }

  @Test
  void keysWhenAskedThenAtLeastTwoWithCertificateAndIssuer() throws Exception {
    JsonNode keys = json(client.get(client.tenantUrl("/discovery/v2.0/keys")).body()).path("keys");
    assertThat(keys).hasSizeGreaterThanOrEqualTo(2);
    for (JsonNode key : keys) {
      assertThat(key.path("use").asText()).isEqualTo("sig");
      assertThat(key.path("issuer").asText()).isEqualTo(entra.issuer());
      assertThat(key.path("x5c")).hasSize(1);
      assertThat(key.path("n").asText()).hasSize(342);
    }
  }

  @Test
  void loginWhenQueryModeThenStateAndNonceComeBackAndTokenVerifies() throws Exception {
    Form callback = callback(client.authorize(client.authorizeParameters()));
    assertThat(callback.value("state")).contains("state-1");
    HttpResponse<String> answer =
        client.token(client.tokenParameters(callback.value("code").orElseThrow()));
    assertThat(answer.statusCode()).isEqualTo(200);
    String token = json(answer.body()).path("id_token").asText();
    JsonNode claims = OidcClient.part(token, 1);
    assertThat(client.verifies(token)).isTrue();
    assertThat(claims.path("nonce").asText()).isEqualTo("nonce-1");
    assertThat(claims.path("iss").asText()).isEqualTo(entra.issuer());
    assertThat(claims.path("sub").asText()).hasSize(43);
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3900);
    assertThat(entra.requests().lastTokenRequest())
        .containsEntry("code_verifier", OidcClient.VERIFIER);
    assertThat(entra.requests().count("/" + EntraSettings.DEFAULT_TENANT + "/oauth2/v2.0/token"))
        .isEqualTo(1);
  }

  @Test
  void loginWhenFormPostThenPageSubmitsItselfOrByButton() throws Exception {
    Map<String, String> parameters = client.authorizeParameters();
    parameters.put("response_mode", "form_post");
    parameters.put("state", "a\"><script>");
    HttpResponse<String> page = client.authorize(parameters);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("action=\"" + OidcClient.REDIRECT_URI + "\"", "name=\"code\"", "<noscript>")
        .contains("value=\"a&quot;&gt;&lt;script&gt;\"")
        .contains(".submit()");
  }

  @Test
  void authorizeWhenNobodyIsNamedThenPageOffersEverybodyAndKeepsParameters() throws Exception {
    Map<String, String> parameters = client.authorizeParameters();
    parameters.remove("login_hint");
    HttpResponse<String> page = client.authorize(parameters);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("name=\"nonce\" value=\"nonce-1\"");
    for (Person person : entra.directory().all()) {
      assertThat(page.body()).contains("name=\"sim_person\" value=\"" + person.key() + "\"");
    }
  }

  @Test
  void authorizeWhenPersonIsNamedInAnyWayThenThatPersonSignsIn() throws Exception {
    Map<String, String> parameters = client.authorizeParameters();
    parameters.put("login_hint", "somebody@elsewhere.example");
    Map<String, String> picked = new LinkedHashMap<>(parameters);
    picked.put("sim_person", "otp");
    assertThat(oid(client.authorize(picked))).isEqualTo(oidOf("otp"));
    assertThat(oid(client.authorizeWithHeader(parameters, "google"))).isEqualTo(oidOf("google"));
    entra.directory().signInNext("msa");
    assertThat(oid(client.authorize(parameters))).isEqualTo(oidOf("msa"));
    assertThat(client.authorize(parameters).body()).contains("Who signs in?");
  }

  @Test
  void authorizeWhenPromptIsNoneAndNobodyIsNamedThenLoginRequired() throws Exception {
    Map<String, String> parameters = client.authorizeParameters();
    parameters.remove("login_hint");
    parameters.put("prompt", "none");
    assertThat(callback(client.authorize(parameters)).value("error")).contains("login_required");
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri, https://attacker.example/callback, AADSTS50011",
    "redirect_uri, , AADSTS900144",
    "client_id, 00000000-0000-4000-8000-000000000000, AADSTS700016",
    "response_mode, fragment, AADSTS70007",
    "scope, , AADSTS900144"
  })
  void authorizeWhenTargetCannotBeTrustedThenErrorPage(String name, String value, String code)
      throws Exception {
    Map<String, String> parameters = client.authorizeParameters();
    parameters.put(name, value == null ? "" : value);
    HttpResponse<String> response = client.authorize(parameters);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(code);
    assertThat(response.headers().firstValue("Location")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, id_token, unsupported_response_type, AADSTS700054",
    "code_challenge_method, plain, invalid_request, AADSTS501491",
    "code_challenge, short, invalid_request, AADSTS501491",
    "max_age, -1, invalid_request, AADSTS90023",
    "max_age, soon, invalid_request, AADSTS90023",
    "sim_person, unassigned, access_denied, AADSTS50105",
    "sim_person, declining, access_denied, AADSTS65004"
  })
  void authorizeWhenRefusedThenRedirectsWithTheError(
      String name, String value, String error, String code) throws Exception {
    Map<String, String> parameters = client.authorizeParameters();
    parameters.put(name, value);
    Form callback = callback(client.authorize(parameters));
    assertThat(callback.value("error")).contains(error);
    assertThat(callback.value("error_description").orElse("")).startsWith(code);
    assertThat(callback.value("state")).contains("state-1");
    assertThat(callback.has("code")).isFalse();
  }

  @Test
  void authorizeWhenRedirectUrisAreRegisteredThenOnlyTheyServe() throws Exception {
    EntraSettings settings =
        EntraSettings.defaults()
            .withRedirectUris(Set.of(URI.create("https://sso.example.com/callback")));
    try (SimulatedEntra strict = SimulatedEntra.start(settings)) {
      OidcClient other = new OidcClient(strict);
      assertThat(other.authorize(other.authorizeParameters()).body()).contains("AADSTS50011");
      Map<String, String> registered = other.authorizeParameters();
      registered.put("redirect_uri", "https://sso.example.com/callback");
      assertThat(other.authorize(registered).statusCode()).isEqualTo(302);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "code, 1.unknown, invalid_grant, 70000",
    "redirect_uri, http://localhost:8080/other, invalid_grant, 500112",
    "code_verifier, another-verifier-another-verifier-another-verifier, invalid_grant, 501481",
    "code_verifier, , invalid_grant, 501481",
    "client_secret, wrong, invalid_client, 7000215",
    "client_secret, , invalid_client, 7000218",
    "client_id, another, unauthorized_client, 700016",
    "grant_type, password, unsupported_grant_type, 70003"
  })
  void tokenWhenOneParameterIsWrongThenRefuses(String name, String value, String error, int code)
      throws Exception {
    Map<String, String> parameters = client.tokenParameters(client.code());
    parameters.put(name, value == null ? "" : value);
    JsonNode answer = json(client.token(parameters).body());
    assertThat(answer.path("error").asText()).isEqualTo(error);
    assertThat(answer.path("error_codes").path(0).asInt()).isEqualTo(code);
    assertThat(answer.path("trace_id").asText()).isNotEmpty();
  }

  @Test
  void tokenWhenCodeIsUsedTwiceThenSecondIsRefused() throws Exception {
    Map<String, String> parameters = client.tokenParameters(client.code());
    assertThat(client.token(parameters).statusCode()).isEqualTo(200);
    assertThat(errorCode(client.token(parameters))).isEqualTo(54005);
  }

  @Test
  void tokenWhenFirstTryHadWrongVerifierThenCodeIsSpent() throws Exception {
    Map<String, String> parameters = client.tokenParameters(client.code());
    Map<String, String> wrong = new LinkedHashMap<>(parameters);
    wrong.put("code_verifier", "another-verifier-another-verifier-another-verifier");
    assertThat(errorCode(client.token(wrong))).isEqualTo(501481);
    assertThat(errorCode(client.token(parameters))).isEqualTo(54005);
  }

  @Test
  void tokenWhenCodeIsOlderThanAMinuteThenExpired() throws Exception {
    String fresh = client.code();
    CLOCK.advance(Duration.ofSeconds(50));
    assertThat(client.token(client.tokenParameters(fresh)).statusCode()).isEqualTo(200);
    String old = client.code();
    CLOCK.advance(Duration.ofSeconds(60));
    assertThat(errorCode(client.token(client.tokenParameters(old)))).isEqualTo(70008);
  }

  @Test
  void tokenWhenNoPkceWasUsedThenVerifierMustBeAbsent() throws Exception {
    Map<String, String> request = client.authorizeParameters();
    request.remove("code_challenge");
    request.remove("code_challenge_method");
    String code = callback(client.authorize(request)).value("code").orElseThrow();
    Map<String, String> parameters = client.tokenParameters(code);
    parameters.remove("code_verifier");
    assertThat(client.token(parameters).statusCode()).isEqualTo(200);
    String second = callback(client.authorize(request)).value("code").orElseThrow();
    assertThat(errorCode(client.token(client.tokenParameters(second)))).isEqualTo(501481);
  }

  @ParameterizedTest
  @EnumSource(SignInOutcome.class)
  void authorizeWhenOutcomeIsSetThenOnlySuccessGivesACode(SignInOutcome outcome) throws Exception {
    entra.directory().change("guest", guest -> guest.outcome(outcome));
    Form callback = callback(client.authorize(client.authorizeParameters()));
    assertThat(callback.has("code")).isEqualTo(outcome == SignInOutcome.SUCCEEDS);
  }

  @Test
  void authTimeWhenMaxAgeWasAskedThenIsTheSignInAndNotTheRedemption() throws Exception {
    Map<String, String> request = client.authorizeParameters();
    request.put("max_age", "0");
    long before = CLOCK.instant().getEpochSecond();
    String code = callback(client.authorize(request)).value("code").orElseThrow();
    long after = CLOCK.instant().getEpochSecond();
    CLOCK.advance(Duration.ofSeconds(30));
    JsonNode answer = json(client.token(client.tokenParameters(code)).body());
    JsonNode time = OidcClient.part(answer.path("id_token").asText(), 1).path("auth_time");
    assertThat(time.isIntegralNumber()).isTrue();
    assertThat(time.asLong()).isBetween(before, after);
  }

  @Test
  void authTimeWhenOnlyPromptIsLoginThenAbsent() throws Exception {
    Map<String, String> request = client.authorizeParameters();
    request.put("prompt", "login");
    assertThat(OidcClient.part(client.logIn(request), 1).has("auth_time")).isFalse();
  }

  @Test
  void logoutWhenAskedThenSucceeds() throws Exception {
    assertThat(client.get(client.tenantUrl("/oauth2/v2.0/logout")).statusCode()).isEqualTo(200);
  }

  @Test
  void controlWhenUsedOverHttpThenOrdersFaultsAndPeople() throws Exception {
    client.post(entra.authority() + "/simulator/fault", Map.of("fault", "EXPIRED"));
    client.post(entra.authority() + "/simulator/sign-in-next", Map.of("person", "otp"));
    assertThat(entra.faults().pending()).containsExactly(Fault.EXPIRED);
    JsonNode state = json(client.get(entra.authority() + "/simulator/state.json").body());
    assertThat(state.path("pendingFaults").path(0).asText()).isEqualTo("EXPIRED");
    Map<String, String> unnamed = client.authorizeParameters();
    unnamed.remove("login_hint");
    assertThat(oid(client.authorize(unnamed))).isEqualTo(oidOf("otp"));
  }

  private static String oid(HttpResponse<String> callback) throws Exception {
    String code = callback(callback).value("code").orElseThrow();
    JsonNode answer = json(client.token(client.tokenParameters(code)).body());
    return OidcClient.part(answer.path("id_token").asText(), 1).path("oid").asText();
  }

  private static String oidOf(String key) {
    return entra.directory().get(key).objectId().toString();
  }

  private static int errorCode(HttpResponse<String> answer) throws Exception {
    return json(answer.body()).path("error_codes").path(0).asInt();
  }
}
