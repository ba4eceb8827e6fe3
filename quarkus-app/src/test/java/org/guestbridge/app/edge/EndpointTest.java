package org.guestbridge.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.xml.XmlPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AdminRealms;
import org.guestbridge.app.admin.AuditPage;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint over HTTP: each bad input beside a twin that differs in one thing and goes on. */
@QuarkusTest
@WithTestResource(RunningBroker.class)
class EndpointTest {

  private static final String SSO = "/r/example/saml/sso";
  private static final String METADATA = "/r/example/saml/metadata";
  private static final RealmId REALM = new RealmId("example");
  private static final String CALLBACK = "/r/example/oidc/entra/callback";
  private static final String STATE = "67404f20AAAAAAAAAAAAAAAAAAAAAA";

  @TestHTTPResource("/")
  URI publicBase;

  @TestHTTPResource(value = "/", management = true)
  URI managementBase;

  @ConfigProperty(name = RunningBroker.ENTRA, defaultValue = RunningBroker.UNSET)
  String entra;

  @Inject AdminRealms realms;
  @Inject CurrentKeyRing keyRing;
  @Inject BrokerSettings settings;

  private Broker broker;
  private Broker management;

  @BeforeEach
  void connect() {
    broker = new Broker(publicBase);
    management = new Broker(managementBase);
  }

  // Metadata.

  @Test
  void metadataNamesTheBrokerAndItsCertificate() throws Exception {
    XmlPath metadata =
        RestAssured.given()
            .get(METADATA)
            .then()
            .statusCode(200)
            .header("Content-Type", "application/samlmetadata+xml;charset=UTF-8")
            .extract()
            .xmlPath();
    String role = "EntityDescriptor.IDPSSODescriptor";
    assertThat(metadata.getString("EntityDescriptor.@entityID"))
        .isEqualTo(SamlMessage.PUBLIC_URL + METADATA);
    assertThat(metadata.getString(role + ".@protocolSupportEnumeration"))
        .isEqualTo("urn:oasis:names:tc:SAML:2.0:protocol");
    assertThat(metadata.getList(role + ".SingleSignOnService.@Binding", String.class))
        .containsExactlyInAnyOrder(
            "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
            "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
    assertThat(metadata.getList(role + ".SingleSignOnService.@Location", String.class))
        .containsOnly(SamlMessage.PUBLIC_URL + SSO);
    assertThat(metadata.getString(role + ".KeyDescriptor.@use")).isEqualTo("signing");
    String certificate = metadata.getString(role + ".KeyDescriptor.KeyInfo.X509Data");
    assertThat(Base64.getMimeDecoder().decode(certificate.strip()))
        .isEqualTo(keyRing.get().keys(REALM).active().certificate().getEncoded());
  }

  // HTTP itself.

  @ParameterizedTest
  @CsvSource({
    "POST, /r/example/saml/metadata, 405",
    "PUT, /r/example/saml/metadata, 405",
    "PUT, /r/example/saml/sso, 405",
    "DELETE, /r/example/saml/sso, 405",
    "PATCH, /r/example/saml/sso, 405",
    "TRACE, /r/example/saml/sso, 405",
    "PUT, /r/example/oidc/entra/callback, 405",
    "DELETE, /r/example/oidc/entra/callback, 405",
    "POST, /r/example/oidc/entra/logout, 405",
    "PUT, /r/example/saml/slo, 405",
    "POST, /r/example/logout, 405",
    "POST, /r/example/logged-out, 405",
    "POST, /r/example/saml/entra/metadata, 405"
  })
  void wrongMethodIsRefused(String method, String path, int status) {
    assertError(broker.send(method, path, ""), status, Code.REQUEST_INVALID);
    assertThat(broker.get(path).status()).isNotEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void assertionConsumerTakesPostOnly(String method) {
    String consumer = "/r/example/saml/entra/acs";
    assertError(broker.send(method, consumer, ""), 405, Code.REQUEST_INVALID);
    assertThat(broker.form(consumer, "SAMLResponse=AAAA&RelayState=" + STATE).status())
        .isNotEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {SSO, CALLBACK})
  void wrongContentTypeIsRefused(String path) {
    String body = SamlMessage.valid().post();
    for (String type : List.of("text/plain", "application/json", "multipart/form-data")) {
      HttpAnswer refused = broker.send("POST", path, body, "Content-Type: " + type);
      assertError(refused, 415, Code.REQUEST_INVALID);
    }
    assertThat(broker.form(path, body).status()).isNotEqualTo(415);
    assertSentOn(broker.form(SSO, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {SSO, CALLBACK})
  void bodyOverTheLimitIsRefused(String path) {
    String body = SamlMessage.valid().post() + "&x=";
    int limit = 300 * 1024;
    assertOversized(broker.form(path, body + "a".repeat(limit + 1 - body.length())));
    assertOversized(broker.chunked(path, body + "a".repeat(limit + 1 - body.length())));
    int longest = 256 * 1024;
    assertSentOn(broker.form(SSO, body + "a".repeat(longest - body.length())));
    assertSentOn(broker.chunked(SSO, body + "a".repeat(longest - body.length())));
    assertRefused(
        broker.form(SSO, body + "a".repeat(longest + 1 - body.length())),
        400,
        Code.SAML_REQUEST_OVERSIZED);
  }

  /** A length told in advance is refused without a page, since nothing was read. */
  private static void assertOversized(HttpAnswer answer) {
    assertThat(answer.status()).isEqualTo(413);
    assertHeaders(answer);
    if (!answer.body().isEmpty()) {
      assertError(answer, 413, Code.REQUEST_OVERSIZED);
    }
  }

  @Test
  void longestQueryOfTheBindingReachesIt() {
    String query = SamlMessage.valid().redirect() + "&x=";
    assertSentOn(broker.get(SSO + "?" + query + "a".repeat(32 * 1024 - query.length())));
    assertRefused(
        broker.get(SSO + "?" + query + "a".repeat(32 * 1024 + 1 - query.length())),
        400,
        Code.SAML_REQUEST_OVERSIZED);
    assertThat(broker.get(SSO + "?" + query + "a".repeat(40_000)))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(414))
        .satisfies(answer -> assertThat(answer.body()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/x",
        "/r",
        "/r/",
        "/r/example",
        "/r/example/",
        "/r/example/saml",
        "/index.html",
        "/r/example/saml/sso/x",
        "/r/example/oidc/entra",
        "/favicon.ico",
        "/robots.txt",
        "/%00",
        "/..",
        "/%2e%2e/",
        "/r/example/saml/%2e%2e/x"
      })
  void unknownPathIsNotFound(String path) {
    assertError(broker.get(path), 404, Code.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "Example", "EXAMPLE", "example%20", "%3Cscript%3E", "..", "-"})
  void unknownRealmIsNotFound(String realm) {
    String prefix = "/r/" + realm;
    String request = SamlMessage.valid().redirect();
    assertError(broker.get(prefix + "/saml/metadata"), 404, Code.NOT_FOUND);
    assertError(broker.get(prefix + "/saml/sso?" + request), 404, Code.NOT_FOUND);
    assertError(broker.form(prefix + "/saml/sso", SamlMessage.valid().post()), 404, Code.NOT_FOUND);
    assertError(broker.get(prefix + "/oidc/entra/callback?state=x"), 404, Code.NOT_FOUND);
    assertError(broker.form(prefix + "/oidc/entra/callback", "state=x"), 404, Code.NOT_FOUND);
    assertSentOn(broker.get(SSO + "?" + request));
  }

  // AuthnRequests.

  /**
   * A request with one thing wrong.
   *
   * @param spoil makes it from a good query and the service provider's key
   */
  private record BadRequest(String what, Code code, BiFunction<String, PrivateKey, String> spoil) {

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<BadRequest> badRequests() {
    return Stream.of(
        new BadRequest("missing", Code.SAML_REQUEST_MISSING, (query, key) -> "RelayState=x"),
        new BadRequest(
            "twice", Code.SAML_PARAMETERS_AMBIGUOUS, (query, key) -> query + "&" + query),
        new BadRequest("encoding", Code.SAML_REQUEST_ENCODING, (query, key) -> "SAMLRequest=AAAA"),
        new BadRequest(
            "bomb",
            Code.SAML_REQUEST_OVERSIZED,
            (query, key) -> SamlMessage.valid().after(" ".repeat(8_000_000)).redirect()),
        new BadRequest(
            "dtd",
            Code.XML_FORBIDDEN,
            (query, key) ->
                SamlMessage.valid()
                    .before("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>")
                    .redirect()),
        new BadRequest(
            "malformed",
            Code.XML_MALFORMED,
            (query, key) -> SamlMessage.valid().after("<").redirect()),
        new BadRequest(
            "grammar",
            Code.SAML_REQUEST_INVALID,
            (query, key) -> SamlMessage.valid().with("Version", "1.1").redirect()),
        new BadRequest(
            "unknown sp",
            Code.SAML_SP_UNKNOWN,
            (query, key) -> SamlMessage.valid().issuer("https://other.example").redirect()),
        new BadRequest(
            "wrong acs",
            Code.SAML_ACS_UNKNOWN,
            (query, key) ->
                SamlMessage.valid()
                    .with("AssertionConsumerServiceURL", SamlMessage.ACS + "&x=y")
                    .redirect()),
        new BadRequest(
            "wrong binding",
            Code.SAML_BINDING_UNSUPPORTED,
            (query, key) ->
                SamlMessage.valid()
                    .with("ProtocolBinding", "urn:oasis:names:tc:SAML:2.0:bindings:PAOS")
                    .redirect()),
        new BadRequest(
            "misaddressed",
            Code.SAML_DESTINATION_MISMATCH,
            (query, key) ->
                SamlMessage.valid().with("Destination", "https://other.example/sso").redirect()),
        new BadRequest(
            "stale",
            Code.SAML_REQUEST_STALE,
            (query, key) ->
                SamlMessage.valid()
                    .with("IssueInstant", Instant.now().minus(Duration.ofMinutes(11)).toString())
                    .redirect()),
        new BadRequest(
            "early",
            Code.SAML_REQUEST_STALE,
            (query, key) ->
                SamlMessage.valid()
                    .with("IssueInstant", Instant.now().plus(Duration.ofMinutes(5)).toString())
                    .redirect()),
        new BadRequest(
            "wrongly signed",
            Code.SAML_SIGNATURE_INVALID,
            (query, key) -> SamlMessage.valid().signedRedirect(TestKeys.STRANGER.privateKey())),
        new BadRequest(
            "altered",
            Code.SAML_SIGNATURE_INVALID,
            (query, key) -> SamlMessage.valid().signedRedirect(key) + "&RelayState=x"),
        new BadRequest(
            "unverifiable",
            Code.SAML_SIGNATURE_UNVERIFIABLE,
            (query, key) ->
                SamlMessage.valid()
                    .issuer("https://auth.atlassian.com/saml/three")
                    .signedRedirect(key)),
        new BadRequest(
            "unsigned",
            Code.SAML_SIGNATURE_REQUIRED,
            (query, key) ->
                SamlMessage.valid().issuer("https://auth.atlassian.com/saml/two").redirect()),
        new BadRequest(
            "relay state",
            Code.SAML_RELAY_STATE_OVERSIZED,
            (query, key) -> query + "&RelayState=" + "a".repeat(513)));
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void badRequestIsRefused(BadRequest bad) throws Exception {
    PrivateKey key = spKey();
    String query = SamlMessage.valid().redirect();
    assertRefused(broker.get(SSO + "?" + bad.spoil.apply(query, key)), 400, bad.code);
  }

  @Test
  void goodRequestsGoOnToEntra() throws Exception {
    PrivateKey key = spKey();
    String query = SamlMessage.valid().redirect();
    assertSentOn(broker.get(SSO + "?" + query));
    assertSentOn(broker.get(SSO + "?" + query));
    assertSentOn(broker.get(SSO + "?" + query + "&RelayState=" + "a".repeat(512)));
    assertSentOn(broker.get(SSO + "?" + SamlMessage.valid().signedRedirect(key)));
    assertSentOn(
        broker.get(
            SSO
                + "?"
                + SamlMessage.valid()
                    .issuer("https://auth.atlassian.com/saml/two")
                    .signedRedirect(key)));
    assertSentOn(
        broker.get(
            SSO
                + "?"
                + SamlMessage.valid()
                    .with("AssertionConsumerServiceURL", SamlMessage.ACS)
                    .redirect()));
    assertSentOn(broker.form(SSO, SamlMessage.valid().post()));
  }

  @Test
  void badPostIsRefused() {
    String good = SamlMessage.valid().post();
    assertRefused(broker.form(SSO, "RelayState=x"), 400, Code.SAML_REQUEST_MISSING);
    assertRefused(broker.form(SSO, ""), 400, Code.SAML_REQUEST_MISSING);
    assertRefused(broker.form(SSO, good + "&" + good), 400, Code.SAML_PARAMETERS_AMBIGUOUS);
    assertRefused(
        broker.form(SSO, SamlMessage.valid().before("<!DOCTYPE a>").post()),
        400,
        Code.XML_FORBIDDEN);
    assertRefused(
        broker.form(SSO, good + "&RelayState=" + "a".repeat(513)),
        400,
        Code.SAML_RELAY_STATE_OVERSIZED);
    assertSentOn(broker.form(SSO, good + "&RelayState=" + "a".repeat(512)));
  }

  @ParameterizedTest
  @CsvSource({
    "IsPassive, true, saml_passive_unsupported, status:NoPassive",
    "IsPassive, 1, saml_passive_unsupported, status:NoPassive"
  })
  void refusalThatTheServiceProviderMustHearIsPosted(
      String attribute, String value, String code, String status) {
    String query = SamlMessage.valid().with(attribute, value).redirect();
    long before = lastAudit();
    HttpAnswer answer = broker.get(SSO + "?" + query + "&RelayState=a%26%3Cb%3E");
    assertStatusResponse(answer, code, status);
    assertThat(answer.body()).contains("name=\"RelayState\" value=\"a&amp;&lt;b&gt;\"");
    assertThat(auditedAfter(before)).containsExactly(code);
    assertSentOn(broker.get(SSO + "?" + SamlMessage.valid().with(attribute, "false").redirect()));
  }

  @ParameterizedTest
  @CsvSource({
    "<samlp:NameIDPolicy Format='urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'/>,"
        + " saml_nameid_unsupported, status:InvalidNameIDPolicy",
    "<saml:Subject><saml:NameID>a@example.com</saml:NameID></saml:Subject>,"
        + " saml_subject_unsupported, status:RequestDenied"
  })
  void elementThatIsNotOfferedIsAnswered(String element, String code, String status) {
    long before = lastAudit();
    HttpAnswer answer = broker.get(SSO + "?" + SamlMessage.valid().afterIssuer(element).redirect());
    assertStatusResponse(answer, code, status);
    assertThat(auditedAfter(before)).containsExactly(code);
  }

  private static void assertStatusResponse(HttpAnswer answer, String code, String status) {
    assertThat(answer.status()).isEqualTo(200);
    assertHeaders(answer);
    assertThat(answer.header("Content-Security-Policy"))
        .contains("form-action https://auth.atlassian.com https://example.atlassian.net");
    assertThat(answer.body())
        .contains(
            "<form method=\"post\" action=\"" + SamlMessage.ACS.replace("&", "&amp;") + "\">");
    String start = "name=\"SAMLResponse\" value=\"";
    int from = answer.body().indexOf(start) + start.length();
    String response = answer.body().substring(from, answer.body().indexOf('"', from));
    assertThat(new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8))
        .contains("InResponseTo=\"_0123456789abcdef\"", status, code)
        .doesNotContain("Assertion>");
  }

  // Callbacks.

  @Test
  void callbackWithoutItsTransactionIsRefused() {
    String parameters = "state=" + STATE + "&code=x";
    assertRefused(broker.get(CALLBACK + "?" + parameters), 400, Code.TRANSACTION_MISSING);
    assertRefused(broker.form(CALLBACK, parameters), 400, Code.TRANSACTION_MISSING);
    assertRefused(
        broker.form(CALLBACK, parameters, "Cookie: __Host-gb-" + STATE + "=AAAA"),
        400,
        Code.TRANSACTION_INVALID);
    Transaction transaction = begin();
    String code = "state=" + transaction.state() + "&code=x";
    assertRefused(broker.form(CALLBACK, code, transaction.cookie()), 400, Code.CODE_REJECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "code=x",
        "state=&code=x",
        "state=@",
        "state=@&code=x&error=y",
        "state=@&state=@&code=x",
        "state=@&code=x&code=x",
        "state=@&code=x&id_token=y",
        "state=@&code=%",
        "state=@&code=%00"
      })
  void malformedCallbackIsRefused(String parameters) {
    Transaction transaction = begin();
    String form = parameters.replace("@", transaction.state());
    assertRefused(broker.form(CALLBACK, form, transaction.cookie()), 400, Code.CALLBACK_INVALID);
    HttpAnswer byQuery = broker.get(CALLBACK + "?" + form, transaction.cookie());
    if (form.endsWith("%")) {
      // The HTTP server refuses such a request line before any handler sees it.
      assertThat(byQuery.status()).isEqualTo(400);
      assertThat(byQuery.body()).isEmpty();
    } else {
      assertRefused(byQuery, 400, Code.CALLBACK_INVALID);
    }
    String denied = "error=access_denied&state=" + transaction.state();
    assertRefused(broker.form(CALLBACK, denied, transaction.cookie()), 403, Code.UPSTREAM_DENIED);
  }

  @Test
  void callbackInTheOtherModeIsRefused() {
    Transaction transaction = begin();
    String denied = "error=access_denied&state=" + transaction.state();
    assertRefused(
        broker.get(CALLBACK + "?" + denied, transaction.cookie()), 400, Code.CALLBACK_INVALID);
    assertRefused(broker.form(CALLBACK, denied, transaction.cookie()), 403, Code.UPSTREAM_DENIED);
  }

  @Test
  void postedCallbackWithQueryIsRefused() {
    Transaction transaction = begin();
    String denied = "error=access_denied&state=" + transaction.state();
    for (String query : List.of("?", "?x", "?" + denied)) {
      assertRefused(
          broker.form(CALLBACK + query, denied, transaction.cookie()), 400, Code.CALLBACK_INVALID);
    }
    assertRefused(broker.form(CALLBACK, denied, transaction.cookie()), 403, Code.UPSTREAM_DENIED);
  }

  @Test
  void callbackOfAnotherUpstreamIsRefused() {
    Transaction transaction = begin();
    String denied = "error=access_denied&state=" + transaction.state();
    for (String upstream : List.of("other", "Entra", "%3Cscript%3E")) {
      assertRefused(
          broker.form("/r/example/oidc/" + upstream + "/callback", denied, transaction.cookie()),
          400,
          Code.STATE_MISMATCH);
    }
    assertRefused(broker.form(CALLBACK, denied, transaction.cookie()), 403, Code.UPSTREAM_DENIED);
  }

  @Test
  void callbackAsLongAsItsLimitReachesItsChecks() {
    String parameters = "state=" + STATE + "&code=" + "a".repeat(4_096);
    assertRefused(broker.get(CALLBACK + "?" + parameters), 400, Code.TRANSACTION_MISSING);
    assertRefused(broker.get(CALLBACK + "?" + parameters + "a"), 400, Code.CALLBACK_INVALID);
  }

  // Pages.

  @Test
  void pagesSpeakEnglishAndGerman() {
    String path = "/r/other/saml/metadata";
    assertThat(broker.get(path).body()).contains("<html lang=\"en\">", "Nothing here");
    assertThat(broker.get(path, "Accept-Language: de-AT, en;q=0.5").body())
        .contains("<html lang=\"de\">")
        .doesNotContain("Nothing here");
    assertThat(broker.get(path, "Accept-Language: fr").body()).contains("<html lang=\"en\">");
    assertThat(broker.get("/x", "Accept-Language: de").body()).contains("<html lang=\"de\">");
    assertThat(broker.get(path, "Accept-Language: \"><script>alert(1)</script>").body())
        .contains("<html lang=\"en\">");
  }

  @Test
  void nothingOfARequestIsEchoedUnescaped() {
    String probe = "\"'><svg onload=alert(1)>{config:x}";
    String escaped = SamlMessage.url(probe);
    Transaction transaction = begin();
    List<HttpAnswer> answers =
        List.of(
            broker.get("/" + escaped),
            broker.get("/r/" + escaped + "/saml/sso"),
            broker.get("/r/" + escaped + "/saml/metadata"),
            broker.get(SSO + "?" + escaped),
            broker.get(SSO + "?SAMLRequest=" + escaped),
            broker.get(SSO + "?" + SamlMessage.valid().redirect() + "&SigAlg=" + escaped),
            broker.get(SSO + "?" + SamlMessage.valid().issuer(probe).redirect()),
            broker.get(SSO + "?" + SamlMessage.valid().with("ID", probe).redirect()),
            broker.get(SSO + "?" + SamlMessage.valid().with("Destination", probe).redirect()),
            broker.get(
                SSO
                    + "?"
                    + SamlMessage.valid().with("AssertionConsumerServiceURL", probe).redirect()),
            broker.get(
                SSO
                    + "?"
                    + SamlMessage.valid().with("IsPassive", "true").redirect()
                    + "&RelayState="
                    + escaped),
            broker.form(SSO, "SAMLRequest=" + escaped + "&RelayState=" + escaped),
            broker.form("/r/example/oidc/" + escaped + "/callback", "state=x&code=x"),
            broker.form(CALLBACK, "state=" + escaped + "&code=" + escaped),
            broker.form(
                CALLBACK,
                "state="
                    + transaction.state()
                    + "&error="
                    + escaped
                    + "&error_description="
                    + escaped,
                transaction.cookie()),
            broker.get("/x", "Cookie: __Host-gb-" + probe + "=" + probe, "X-Correlation: " + probe),
            broker.send("GET", SSO, "", "Accept-Language: " + probe));
    for (HttpAnswer answer : answers) {
      assertThat(answer.body()).doesNotContain("<svg", "'><", "\"'");
      assertHeaders(answer);
    }
  }

  // Management.

  @Test
  void healthAndMetricsAreOnTheManagementPortOnly() {
    String uncounted = SSO + "?RelayState=x";
    double before = logins("saml_request_missing");
    assertRefused(broker.get(uncounted), 400, Code.SAML_REQUEST_MISSING);
    assertThat(logins("saml_request_missing")).isEqualTo(before + 1);

    HttpAnswer ready = management.get("/q/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.body()).contains("\"registry\"", "\"realm\"", keyRing.get().thumbprint());
    assertThat(management.get("/q/health/live").status()).isEqualTo(200);
    assertThat(management.get("/q/metrics").body())
        .contains(
            "guestbridge_realm_file_valid{realm=\"example\"} 1.0",
            "guestbridge_login_duration_seconds");

    for (String path :
        List.of(
            "/q",
            "/q/",
            "/q/health",
            "/q/health/ready",
            "/q/health/live",
            "/q/metrics",
            "/metrics",
            "/q/dev",
            "/q/dev-ui",
            "/admin/v1/status",
            "/admin/v1/aliases")) {
      assertError(broker.get(path), 404, Code.NOT_FOUND);
    }
    assertThat(management.get("/admin/v1/status").status()).isEqualTo(401);
    assertThat(management.get(METADATA).status()).isEqualTo(404);
  }

  private double logins(String outcome) {
    String start = "guestbridge_logins_total{outcome=\"" + outcome + "\"} ";
    return management
        .get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElse(0);
  }

  // What holds of answers.

  private record Transaction(String state, String cookie) {}

  private Transaction begin() {
    HttpAnswer answer = broker.get(SSO + "?" + SamlMessage.valid().redirect());
    assertSentOn(answer);
    String cookie = answer.header("Set-Cookie");
    String pair = cookie.substring(0, cookie.indexOf(';'));
    String state = pair.substring("__Host-gb-".length(), pair.indexOf('='));
    return new Transaction(state, "Cookie: " + pair);
  }

  private void assertSentOn(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    assertThat(answer.header("Location")).startsWith(entra + "/").contains("state=");
    assertThat(answer.header("Set-Cookie")).startsWith("__Host-gb-").contains("SameSite=None");
    assertHeaders(answer);
  }

  /** A refusal of a sign-in, which is audited. */
  private void assertRefused(HttpAnswer answer, int status, Code code) {
    assertError(answer, status, code);
    List<AuditPage.Entry> records =
        audit(0).stream().filter(entry -> entry.details().containsValue(code.text())).toList();
    assertThat(records).isNotEmpty();
    assertThat(records).extracting(AuditPage.Entry::type).containsOnly("refused");
    assertThat(records).extracting(AuditPage.Entry::correlationId).contains(answer.reference());
  }

  /** An error page, whether of a sign-in or of HTTP itself. */
  private static void assertError(HttpAnswer answer, int status, Code code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code.text());
    assertThat(answer.reference()).matches("[0-9a-f]{16}");
    assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(answer.header("Content-Security-Policy")).contains("form-action 'none'");
    assertHeaders(answer);
    assertThat(answer.body())
        .doesNotContain("Exception", "\tat ", "java.", "<script")
        .doesNotContainIgnoringCase("quarkus")
        .doesNotContainIgnoringCase("resteasy")
        .doesNotContainIgnoringCase("vert.x");
  }

  private static void assertHeaders(HttpAnswer answer) {
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action ")
        .doesNotContain("unsafe");
    assertThat(answer.headers("Server")).isEmpty();
    assertThat(answer.headers("X-Powered-By")).isEmpty();
  }

  private long lastAudit() {
    return audit(0).stream().mapToLong(AuditPage.Entry::sequence).max().orElse(0);
  }

  private List<String> auditedAfter(long sequence) {
    return audit(sequence).stream().flatMap(entry -> code(entry).stream()).toList();
  }

  private static Optional<String> code(AuditPage.Entry entry) {
    return Optional.ofNullable(entry.details().get("code"));
  }

  private List<AuditPage.Entry> audit(long after) {
    try {
      return realms.of(Optional.empty()).audit(after, AdminOperations.MAX_PAGE).records();
    } catch (RefusalException e) {
      throw new IllegalStateException(e);
    }
  }

  private PrivateKey spKey() throws Exception {
    byte[] encoded = Files.readAllBytes(settings.realmFile().get(0).resolveSibling("sp.key"));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }
}
