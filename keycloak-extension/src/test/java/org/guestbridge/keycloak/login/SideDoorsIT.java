package org.guestbridge.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.guestbridge.keycloak.harness.AuthnRequest;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.simulators.entra.Fault;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to an assertion but the one by an identity provider, and what each of them meets. */
class SideDoorsIT {

  private static final String LOCAL = "local.user";
  private static final String SECRET = "a-password-of-the-tests";
  private static final Pattern RESPONSE =
      Pattern.compile("name=\"SAMLResponse\"\\s+value=\"([^\"]+)\"", Pattern.CASE_INSENSITIVE);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static KeycloakSite site;

  private final Browser browser = new Browser(site);

  @BeforeAll
  static void start() throws Exception {
    site = KeycloakSite.create(KeycloakServer.shared());
    site.admin()
        .done(
            "POST",
            site.adminPath("/users"),
            "{\"username\":\""
                + LOCAL
                + "\",\"email\":\"local@example.com\",\"emailVerified\":true,\"enabled\":true,"
                + "\"firstName\":\"Lo\",\"lastName\":\"Cal\",\"credentials\":[{\"type\":\"password\","
                + "\"value\":\""
                + SECRET
                + "\"}]}");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void signInWhenKeycloakSessionIsAliveThenAskedAtTheIdentityProviderAgain() throws Exception {
    Person guest = site.invite("sid.session@partner.example");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");

    Browser.Answer again = browser.begin();

    assertThat(again.isRedirect()).isTrue();
    assertThat(again.location().toString()).startsWith(site.entra().authority().toString());
  }

  @Test
  void signInWhenAnotherPersonHasTheSessionThenTheOneWhoSignedIn() throws Exception {
    Person first = site.invite("fay.first@partner.example");
    Person second = site.invite("sue.second@partner.example");
    assertThat(browser.logIn(first).outcome()).isEqualTo("released");

    Browser.Answer answer = browser.logIn(second);

    assertThat(answer.outcome()).isEqualTo("released");
    assertThat(assertion(answer))
        .contains("sue.second@guests.example.com")
        .doesNotContain("fay.first");
  }

  @Test
  void signInWhenPassiveThenNoPassiveAndNoAssertion() throws Exception {
    Browser.Answer answer = request(" IsPassive=\"true\"", "");

    assertThat(assertion(answer)).contains("status:NoPassive").doesNotContain(":Assertion ");
  }

  @Test
  void requestWhenForWhatIsOfferedThenSentToTheIdentityProvider() throws Exception {
    Browser.Answer answer =
        request("", policy("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"));

    assertThat(answer.isRedirect()).isTrue();
    assertThat(answer.location().toString()).startsWith(site.entra().authority().toString());
  }

  @Test
  void requestWhenForAnotherFormatThenRefused() throws Exception {
    assertThat(
            request("", policy("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")).outcome())
        .isEqualTo("saml_nameid_unsupported");
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, released",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent, saml_nameid_unsupported"
  })
  void requestWhenTheFlowIsKeycloaksOwnThenItsFormatIsLookedAtAllTheSame(
      String format, String outcome) throws Exception {
    Person guest = site.invite("flo.flow@partner.example");
    String flow = site.passwordFlow();
    withClient(
        client -> client.putObject("authenticationFlowBindingOverrides").put("browser", flow),
        () -> {
          Browser.Answer away =
              page(AuthnRequest.of(site, "", policy(format)).address() + "&kc_idp_hint=entra");
          assertThat(browser.bring(browser.signIn(away, guest.key())).outcome()).isEqualTo(outcome);
        });
  }

  @Test
  void requestWhenForAnArtifactThenRefused() throws Exception {
    assertThat(
            request(" ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact\"", "")
                .outcome())
        .isEqualTo("saml_binding_unsupported");
  }

  @Test
  void requestWhenForcedThenAFreshSignInIsAskedForAndReleased() throws Exception {
    Person guest = site.invite("fred.fresh@partner.example");

    Browser.Answer answer = request(AuthnRequest.forced(site));

    assertThat(answer.location().getQuery()).contains("prompt=login", "max_age=0");
    assertThat(browser.bring(browser.signIn(answer, guest.key())).outcome()).isEqualTo("released");
  }

  @ParameterizedTest
  @EnumSource(names = {"STALE_AUTH_TIME", "MISSING_AUTH_TIME"})
  void requestWhenForcedAndTheSignInIsNotProvenFreshThenRefused(Fault fault) throws Exception {
    Person guest = site.invite("stella.stale@partner.example");
    Browser.Answer answer = request(AuthnRequest.forced(site));
    site.entra().faults().next(fault);

    Browser.Answer brought = browser.bring(browser.signIn(answer, guest.key()));

    assertThat(brought.outcome()).isEqualTo("token_freshness");
  }

  @Test
  void requestWhenNotForcedThenNoFreshSignInIsAskedFor() throws Exception {
    Browser.Answer answer = request("", "");

    assertThat(answer.location().getQuery()).doesNotContain("max_age", "prompt");
  }

  @Test
  void signInWhenNobodyAskedAndNotAllowedThenRefused() throws Exception {
    withClient(
        client -> attributes(client).put("saml_idp_initiated_sso_url_name", "unasked"),
        () ->
            assertThat(page(site.issuer() + "/protocol/saml/clients/unasked").outcome())
                .isEqualTo("saml_unsolicited_refused"));
  }

  @Test
  void clientWhenNameIdMapperIsMissingThenRefusedBeforeAnybodyIsSentAway() throws Exception {
    unfit(client -> removeMapper(client, "guestbridge-saml-nameid"));
  }

  @Test
  void clientWhenAttributeMapperIsMissingThenRefused() throws Exception {
    unfit(client -> removeMapper(client, "guestbridge-saml-attributes"));
  }

  @Test
  void clientWhenRequestsChooseTheFormatThenRefused() throws Exception {
    unfit(client -> attributes(client).put("saml_force_name_id_format", "false"));
  }

  @Test
  void clientWhenEcpIsAllowedThenRefused() throws Exception {
    unfit(client -> attributes(client).put("saml.allow.ecp.flow", "true"));
  }

  @Test
  void clientWhenRedirectsAreOpenThenRefused() throws Exception {
    unfit(client -> client.withArray("redirectUris").add("https://sp.example.com/*"));
  }

  @Test
  void clientWhenAPersonIsAlreadyAwayAndTheMapperGoesThenNoAssertion() throws Exception {
    Person guest = site.invite("mia.mapper@partner.example");
    Browser.Answer away = browser.begin();
    withClient(
        client -> removeMapper(client, "guestbridge-saml-nameid"),
        () -> {
          Browser.Answer answer = browser.bring(browser.signIn(away, guest.key()));
          assertThat(answer.body()).doesNotContain("SAMLResponse");
          assertThat(site.events())
              .anySatisfy(e -> assertThat(e.path("error").asText()).isEqualTo("release_missing"));
        });
  }

  @Test
  void localUserWhenTheFlowIsKeycloaksOwnThenNoAssertion() throws Exception {
    String flow = site.passwordFlow();
    withClient(
        client -> client.putObject("authenticationFlowBindingOverrides").put("browser", flow),
        () -> {
          Browser.Answer form = browser.begin();
          Browser.Answer answer =
              browser.followToProvider(
                  browser.submit(form.form().with("username", LOCAL).with("password", SECRET)));
          assertThat(answer.outcome()).isEqualTo("release_missing");
          assertThat(answer.body()).doesNotContain("SAMLResponse");
          assertThat(site.events())
              .filteredOn(event -> event.path("error").asText().equals("release_missing"))
              .isNotEmpty()
              .noneSatisfy(event -> assertThat(event.path("details").toString()).contains(LOCAL));
        });
  }

  @Test
  void impersonatorWhenSessionIsAliveThenSentToTheIdentityProvider() throws Exception {
    Person guest = site.invite("ida.imperson@partner.example");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    String user = site.user("ida.imperson@guests.example.com").orElseThrow().path("id").asText();
    HttpResponse<String> impersonated =
        HTTP.send(
            HttpRequest.newBuilder(
                    site.server()
                        .base()
                        .resolve(site.adminPath("/users/" + user + "/impersonation")))
                .header("Authorization", "Bearer " + administratorToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    String cookies =
        impersonated.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .collect(Collectors.joining("; "));
    assertThat(cookies).contains("KEYCLOAK_IDENTITY=ey");
    URI start = browser.get(site.atlassian().base().resolve("/login/start")).location();

    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(start).header("Cookie", cookies).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Location").orElse(answer.body()))
        .contains("/broker/entra/login");
  }

  @Test
  void ecpWhenAskedWithAPasswordThenFault() throws Exception {
    String envelope =
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
            + AuthnRequest.of(site, "", "").xml()
            + "</s:Body></s:Envelope>";
    String password =
        Base64.getEncoder().encodeToString((LOCAL + ":" + SECRET).getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(site.sso())
                .header("Content-Type", "text/xml")
                .header("Authorization", "Basic " + password)
                .POST(HttpRequest.BodyPublishers.ofString(envelope))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.body())
        .contains("Fault")
        .as("26.6 says why, 26.7 does not")
        .containsPattern("not allowed|cannot be processed")
        .doesNotContain("Assertion");
  }

  @Test
  void guestWhenAccountIsDisabledThenNoAssertion() throws Exception {
    Person guest = site.invite("dan.disabled@partner.example");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    ObjectNode user = (ObjectNode) site.user("dan.disabled@guests.example.com").orElseThrow();
    user.put("enabled", false);
    site.admin().done("PUT", site.adminPath("/users/" + user.path("id").asText()), user);

    assertThat(new Browser(site).reachAnswer(guest).body()).doesNotContain("SAMLResponse");
  }

  @Test
  void guestWhenLinkWasRemovedThenTheSameAccountAgain() throws Exception {
    Person guest = site.invite("lea.link@partner.example");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    String user = site.user("lea.link@guests.example.com").orElseThrow().path("id").asText();
    site.admin()
        .done("DELETE", site.adminPath("/users/" + user + "/federated-identity/entra"), null);

    assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");

    assertThat(site.user("lea.link@guests.example.com").orElseThrow().path("id").asText())
        .isEqualTo(user);
  }

  @Test
  void guestWhenAnotherUserHasTheAliasAsMailThenRefusedAndThatUserStays() throws Exception {
    Person guest = site.invite("tom.taken@partner.example");
    site.admin()
        .done(
            "POST",
            site.adminPath("/users"),
            "{\"username\":\"holder\",\"email\":\"tom.taken@guests.example.com\","
                + "\"enabled\":true}");

    assertThat(browser.reachAnswer(guest).outcome()).isEqualTo("keycloak_account_conflict");
    String holder = site.user("holder").orElseThrow().path("id").asText();
    assertThat(site.admin().get(site.adminPath("/users/" + holder + "/federated-identity")))
        .isEmpty();
  }

  private void unfit(Consumer<ObjectNode> change) throws Exception {
    withClient(
        change, () -> assertThat(browser.begin().outcome()).isEqualTo("keycloak_client_unfit"));
  }

  @FunctionalInterface
  private interface Steps {
    void run() throws Exception;
  }

  /** Runs {@code steps} while the application's client is changed. */
  private static void withClient(Consumer<ObjectNode> change, Steps steps) throws Exception {
    ObjectNode before = site.client();
    String path = site.adminPath("/clients/" + before.path("id").asText());
    ObjectNode changed = before.deepCopy();
    change.accept(changed);
    try {
      replace(path, changed);
      steps.run();
    } finally {
      replace(path, before);
    }
  }

  /** An update leaves mappers alone, so the client is made anew. */
  private static void replace(String path, ObjectNode client) throws Exception {
    site.admin().done("DELETE", path, null);
    site.admin().done("POST", site.adminPath("/clients"), client);
  }

  private static ObjectNode attributes(ObjectNode client) {
    return (ObjectNode) client.get("attributes");
  }

  private static void removeMapper(ObjectNode client, String provider) {
    Iterator<JsonNode> mappers = client.withArray("protocolMappers").elements();
    while (mappers.hasNext()) {
      if (mappers.next().path("protocolMapper").asText().equals(provider)) {
        mappers.remove();
      }
    }
  }

  private static String administratorToken() throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(
                    site.server().base().resolve("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "grant_type=password&client_id=admin-cli&username="
                            + KeycloakServer.ADMIN
                            + "&password="
                            + KeycloakServer.PASSWORD))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body()).required("access_token").textValue();
  }

  private Browser.Answer request(String attributes, String content) throws Exception {
    return request(AuthnRequest.of(site, attributes, content));
  }

  private Browser.Answer request(AuthnRequest request) throws Exception {
    return page(request.address().toString());
  }

  private Browser.Answer page(String address) throws Exception {
    return browser.followToProvider(browser.get(URI.create(address)));
  }

  private static String policy(String format) {
    return "<samlp:NameIDPolicy Format=\"" + format + "\"/>";
  }

  private static String assertion(Browser.Answer answer) {
    Matcher response = RESPONSE.matcher(answer.body());
    assertThat(response.find()).as(answer.outcome()).isTrue();
    String value = response.group(1).replace("&#x2b;", "+").replace("&#x3d;", "=");
    return new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
  }
}
