package org.guestbridge.simulators.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.crypto.dsig.Transform;
import org.guestbridge.simulators.atlassian.TestIdentityProvider.Replacement;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.saml.Saml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A correct response is accepted; each single alteration is refused for its own reason. */
class AssertionConsumerTest {
  private static SelfSignedCertificate key;
  private static SelfSignedCertificate otherKey;
  private static SimulatedAtlassian atlassian;
  private static Browser browser;

  private TestIdentityProvider idp;

  @BeforeAll
  static void start() {
    key = SelfSignedCertificate.generate("broker", Instant.now());
    otherKey = SelfSignedCertificate.generate("other", Instant.now());
    atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults());
    atlassian.configureIdentityProvider(
        TestIdentityProvider.ENTITY_ID, TestIdentityProvider.SSO_URL, key.certificate());
    browser = new Browser(atlassian);
  }

  @AfterAll
  static void stop() {
    atlassian.close();
  }

  @BeforeEach
  void reset() {
    atlassian.reset();
    idp = new TestIdentityProvider(atlassian, key, Instant.now());
  }

  @ParameterizedTest
  @MethodSource("goodSignatures")
  void responseWhenSignedInAGoodWayThenRedirectsToTheProduct(
      boolean assertion, boolean response, String method) throws Exception {
    idp.signAssertion = assertion;
    idp.signResponse = response;
    idp.signatureMethod = method;
    HttpResponse<String> answer = browser.logIn(idp.signed(), "");
    assertThat(lastOutcome()).isEqualTo("CREATED");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(Browser.location(answer)).startsWith(atlassian.product() + "/account?login=");
    assertThat(browser.get(Browser.location(answer)).body())
        .contains("Jane Doe", "jane.doe_partner.example@guests.example.com");
  }

  static Stream<Arguments> goodSignatures() {
    return Stream.of(
        Arguments.of(true, false, TestIdentityProvider.RSA_SHA256),
        Arguments.of(false, true, TestIdentityProvider.RSA_SHA256),
        Arguments.of(true, true, TestIdentityProvider.RSA_SHA256),
        Arguments.of(true, false, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"));
  }

  /** A part of the content that is changed before signing. */
  static Stream<Arguments> contents() {
    String consumer = "Recipient=\"" + atlassian.assertionConsumerService();
    Function<String, String> audience =
        id -> "<saml:Audience>" + id + "</saml:Audience></saml:AudienceRestriction>";
    return Stream.of(
        content(LoginFailure.STATUS_NOT_SUCCESS, "status:Success", "status:Requester"),
        content(LoginFailure.WRONG_VERSION, "Version=\"2.0\"", "Version=\"1.1\""),
        content(LoginFailure.WRONG_ISSUER, TestIdentityProvider.ENTITY_ID + "<", "urn:other<"),
        content(
            LoginFailure.WRONG_AUDIENCE,
            "<saml:Audience>" + atlassian.entityId(),
            "<saml:Audience>" + atlassian.entityId() + "/"),
        content(
            LoginFailure.WRONG_AUDIENCE,
            audience.apply(atlassian.entityId()),
            audience.apply(atlassian.entityId())
                + "<saml:AudienceRestriction>"
                + audience.apply("urn:other")),
        content(LoginFailure.WRONG_RECIPIENT, consumer, "Recipient=\"http://127.0.0.1/x"),
        content(LoginFailure.WRONG_RECIPIENT, consumer + "\"", ""),
        content(LoginFailure.WRONG_DESTINATION, "Destination=\"http", "Destination=\"https"),
        content(LoginFailure.NO_BEARER_CONFIRMATION, "cm:bearer", "cm:sender-vouches"),
        content(LoginFailure.NOT_YET_VALID, "NotBefore=\"20", "NotBefore=\"21"),
        content(LoginFailure.NOT_YET_VALID, "IssueInstant=\"20", "IssueInstant=\"21"),
        content(LoginFailure.NOT_YET_VALID, "AuthnInstant=\"20", "AuthnInstant=\"21"),
        content(
            LoginFailure.EXPIRED,
            "<saml:SubjectConfirmationData NotOnOrAfter=\"20",
            "<saml:SubjectConfirmationData NotOnOrAfter=\"19"),
        content(LoginFailure.WRONG_STRUCTURE, "NotBefore=", "NotBeforeAll="),
        content(LoginFailure.WRONG_STRUCTURE, "<saml:Conditions", "<saml:Advice/><saml:Conditions"),
        content(
            LoginFailure.UNKNOWN_IN_RESPONSE_TO,
            "<saml:SubjectConfirmationData ",
            "<saml:SubjectConfirmationData InResponseTo=\"_other\" "),
        content(LoginFailure.UNKNOWN_IN_RESPONSE_TO, "NotOnOrAfter", "NotOnOrAfter", "_unknown"),
        content(
            LoginFailure.NAME_ID_NOT_EMAIL, "@guests.example.com</saml:NameID>", "</saml:NameID>"),
        content(LoginFailure.WRONG_STRUCTURE, "</saml:NameID>", "<saml:x/></saml:NameID>"));
  }

  private static Arguments content(LoginFailure failure, String from, String to) {
    return content(failure, from, to, "");
  }

  private static Arguments content(LoginFailure failure, String from, String to, String answers) {
    return Arguments.of(failure, new Replacement(from, to), answers);
  }

  @ParameterizedTest
  @MethodSource("contents")
  void responseWhenContentIsWrongThenRefusesForItsReason(
      LoginFailure failure, Replacement change, String answers) throws Exception {
    idp.inResponseTo = answers;
    expectFailure(failure, idp.signed(change));
  }

  @Test
  void responseWhenAuthenticationStatementIsMissingThenRefuses() throws Exception {
    String statement =
        idp.unsigned().replaceAll("(?s).*(<saml:AuthnStatement.*</saml:AuthnStatement>).*", "$1");
    expectFailure(
        LoginFailure.NO_AUTHENTICATION_STATEMENT, idp.signed(new Replacement(statement, "")));
  }

  /** A way of signing that is refused. */
  static Stream<Arguments> signings() {
    return Stream.of(
        signing(LoginFailure.NOT_SIGNED, of -> of.signAssertion = false),
        signing(LoginFailure.CERTIFICATE_MISSING, of -> of.embedded = null),
        signing(LoginFailure.CERTIFICATE_MISMATCH, of -> of.embedded = otherKey.certificate()),
        signing(LoginFailure.INVALID_SIGNATURE, of -> of.signer = otherKey.privateKey()),
        signing(
            LoginFailure.CERTIFICATE_MISMATCH,
            of -> {
              of.signer = otherKey.privateKey();
              of.embedded = otherKey.certificate();
            }),
        signing(
            LoginFailure.WRONG_TRANSFORM,
            of ->
                of.transforms = List.of(Transform.ENVELOPED, TestIdentityProvider.withComments())),
        signing(LoginFailure.WRONG_TRANSFORM, of -> of.transforms = List.of(Transform.ENVELOPED)),
        signing(
            LoginFailure.WRONG_TRANSFORM,
            of -> of.canonicalization = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"));
  }

  private static Arguments signing(LoginFailure failure, Consumer<TestIdentityProvider> change) {
    return Arguments.of(failure, change);
  }

  @ParameterizedTest
  @MethodSource("signings")
  void responseWhenSignedWronglyThenRefusesForItsReason(
      LoginFailure failure, Consumer<TestIdentityProvider> change) throws Exception {
    change.accept(idp);
    expectFailure(failure, idp.signed());
  }

  @Test
  void responseWhenSha1ThenRefusesUnlessSwitchedOff() throws Exception {
    idp.signatureMethod = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    idp.digestMethod = "http://www.w3.org/2000/09/xmldsig#sha1";
    String xml = idp.signed();
    expectFailure(LoginFailure.WRONG_ALGORITHM, xml);
    atlassian.organization().switches().turnOff(Switch.REFUSE_SHA1);
    browser.logIn(xml, "");
    assertThat(lastOutcome()).isEqualTo("CREATED");
  }

  /** An attack on the finished text; the good text is accepted elsewhere. */
  static Stream<Arguments> attacks() {
    return Stream.of(
        attack(LoginFailure.INVALID_SIGNATURE, "jane.doe_", "jane.d0e_"),
        attack(LoginFailure.INVALID_SIGNATURE, ">Jane<", ">June<"),
        attack(LoginFailure.INVALID_SIGNATURE, "<ds:SignatureValue>", "<ds:SignatureValue>AAAA"),
        attack(LoginFailure.FORBIDDEN_MARKUP, "@guests", "@<!-- -->guests"),
        attack(LoginFailure.FORBIDDEN_MARKUP, "@guests", "@<?x?>guests"),
        attack(LoginFailure.FORBIDDEN_MARKUP, "<samlp:Resp", "<!DOCTYPE x><samlp:Resp"),
        attack(LoginFailure.MALFORMED_XML, "</samlp:Response>", ""),
        attack(LoginFailure.NOT_ONE_RESPONSE, "samlp:Response", "samlp:LogoutResponse"),
        attack(
            LoginFailure.NOT_ONE_ASSERTION,
            "</samlp:Status>",
            "</samlp:Status><saml:Assertion ID=\"_forged\"/>"),
        attack(
            LoginFailure.NOT_ONE_ASSERTION,
            "<ds:KeyInfo>",
            "<ds:KeyInfo><saml:Assertion ID=\"_hidden\"/>"),
        attack(
            LoginFailure.ENCRYPTED_ASSERTION,
            "</samlp:Status>",
            "</samlp:Status><saml:EncryptedAssertion/>"),
        attack(LoginFailure.WRONG_STRUCTURE, "<samlp:Status>", "<samlp:Extensions/><samlp:Status>"),
        attack(
            LoginFailure.DUPLICATE_ID,
            "<samlp:Status>",
            "<samlp:Status ID=\"x\"><samlp:StatusMessage ID=\"x\"/>"),
        attack(LoginFailure.WRONG_REFERENCE, "URI=\"#", "URI=\"#x"),
        attack(LoginFailure.SIGNATURE_MISPLACED, "</ds:Signature>", "<ds:Object/></ds:Signature>"));
  }

  private static Arguments attack(LoginFailure failure, String from, String to) {
    return Arguments.of(failure, new Replacement(from, to));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void responseWhenAlteredAfterSigningThenRefusesForItsReason(
      LoginFailure failure, Replacement change) throws Exception {
    expectFailure(failure, change.apply(idp.signed()));
  }

  @Test
  void responseWhenForgedAssertionWrapsTheSignedOneThenRefuses() throws Exception {
    String xml = idp.signed();
    String signed = xml.replaceAll("(?s).*(<saml:Assertion .*</saml:Assertion>).*", "$1");
    String signature = xml.replaceAll("(?s).*(<ds:Signature .*</ds:Signature>).*", "$1");
    String forged =
        signed.replace(signature, "").replace("jane.doe", "maria").replace("ID=\"_a", "ID=\"_b");
    expectFailure(LoginFailure.NOT_ONE_ASSERTION, xml.replace(signed, forged + signed));
    expectFailure(
        LoginFailure.NOT_ONE_ASSERTION,
        xml.replace(signed, forged.replace("<saml:Subject>", signed + "<saml:Subject>")));
    String moved = signed.replace(signature, "");
    expectFailure(
        LoginFailure.SIGNATURE_MISPLACED,
        xml.replace(signed, moved).replace("</samlp:Status>", signature + "</samlp:Status>"));
  }

  @Test
  void responseWhenResponseIsSignedButAssertionMustBeThenRefuses() throws Exception {
    atlassian.organization().switches().turnOn(Switch.ASSERTION_MUST_BE_SIGNED);
    idp.signAssertion = false;
    idp.signResponse = true;
    expectFailure(LoginFailure.ASSERTION_NOT_SIGNED, idp.signed());
  }

  @Test
  void responseWhenPostedTwiceThenSecondIsAReplay() throws Exception {
    String xml = idp.signed();
    browser.logIn(xml, "");
    assertThat(lastOutcome()).isEqualTo("CREATED");
    expectFailure(LoginFailure.REPLAYED_ASSERTION, xml);
    atlassian.organization().switches().turnOff(Switch.SINGLE_USE_ASSERTIONS);
    browser.logIn(xml, "");
    assertThat(lastOutcome()).isEqualTo("BY_INTERNAL_ID");
  }

  /** At the skew itself a beginning is accepted and an end is over. */
  @ParameterizedTest
  @CsvSource({
    "180000, CREATED",
    "180001, NOT_YET_VALID",
    "-479999, CREATED",
    "-480000, EXPIRED",
  })
  void responseWhenClockIsOffThenThreeMinutesAreTheLimit(long milliseconds, String expected)
      throws Exception {
    Instant now = Instant.parse("2026-11-01T12:00:00Z");
    AtlassianSettings settings =
        AtlassianSettings.defaults().withClock(Clock.fixed(now, ZoneOffset.UTC));
    try (SimulatedAtlassian fixed = SimulatedAtlassian.start(settings)) {
      fixed.configureIdentityProvider(
          TestIdentityProvider.ENTITY_ID, TestIdentityProvider.SSO_URL, key.certificate());
      TestIdentityProvider off = new TestIdentityProvider(fixed, key, now.plusMillis(milliseconds));
      new Browser(fixed).logIn(off.signed(), "");
      assertThat(outcome(fixed)).isEqualTo(expected);
    }
  }

  @Test
  void callbackWhenMessageIsUnusableThenRefuses() throws Exception {
    String consumer = atlassian.assertionConsumerService().toString();
    browser.post(consumer, Map.of("RelayState", "x"));
    assertThat(lastOutcome()).isEqualTo("MESSAGE_MISSING");
    browser.post(consumer, Map.of("SAMLResponse", "%%%"));
    assertThat(lastOutcome()).isEqualTo("MESSAGE_NOT_BASE64");
    browser.post(consumer, Map.of("SAMLResponse", "A".repeat(600_000)));
    assertThat(lastOutcome()).isEqualTo("MESSAGE_TOO_LARGE");
    browser.post(
        consumer.replace("connection=saml-", "connection=saml-x"), Map.of("SAMLResponse", "AAAA"));
    assertThat(lastOutcome()).isEqualTo("WRONG_CONNECTION");
  }

  @Test
  void callbackWhenAParameterComesTwiceThenRefuses() throws Exception {
    String form = Form.encode(Map.of("SAMLResponse", TestIdentityProvider.encoded(idp.signed())));
    browser.postText(atlassian.assertionConsumerService().toString(), form + "&" + form);
    assertThat(lastOutcome()).isEqualTo("REPEATED_PARAMETER");
  }

  @Test
  void statusWhenNestedThenAllCodesAreRecorded() throws Exception {
    expectFailure(
        LoginFailure.STATUS_NOT_SUCCESS,
        idp.signed(
            new Replacement(
                "<samlp:StatusCode Value=\"" + Saml.SUCCESS + "\"/>",
                "<samlp:StatusCode Value=\"urn:outer\"><samlp:StatusCode Value=\"urn:inner\"/>"
                    + "</samlp:StatusCode>")));
    assertThat(atlassian.organization().lastLogin().statusCodes())
        .containsExactly("urn:outer", "urn:inner");
  }

  @Test
  void failureWhenRedirectedThenErrorPageHasTheDocumentedShape() throws Exception {
    idp.nameId = "jane@unverified.example";
    HttpResponse<String> answer = browser.logIn(idp.signed(), "");
    Form query = Browser.query(Browser.location(answer));
    assertThat(Browser.location(answer)).startsWith("/error?client_id=");
    assertThat(query.value("connection")).contains("saml-" + AtlassianSettings.DEFAULT_SAML_ID);
    assertThat(query.value("error")).contains("access_denied");
    assertThat(query.value("error_description"))
        .contains("authentication-policy-strategy-mismatch");
    assertThat(query.value("tracking")).isPresent();
    assertThat(query.has("lang")).isTrue();
    assertThat(browser.get(Browser.location(answer)).statusCode()).isEqualTo(200);
    assertThat(atlassian.organization().backendLog())
        .singleElement()
        .asString()
        .contains("Preparing Login Callback Error | DOMAIN_NOT_VERIFIED");
  }

  @Test
  void attributesWhenUnknownOrUnreadableThenAreListedAsRejected() throws Exception {
    idp.attributes.put("urn:surprise", "x");
    idp.attributes.put(ReadAssertion.UPN, " ");
    browser.logIn(idp.signed(), "");
    Login login = atlassian.organization().lastLogin();
    assertThat(login.accepted())
        .containsOnlyKeys(ReadAssertion.GIVEN_NAME, ReadAssertion.SURNAME, ReadAssertion.NAME);
    List<String> rejected = new ArrayList<>();
    login.rejected().forEach(attribute -> rejected.add(attribute.name()));
    assertThat(rejected).containsExactly(ReadAssertion.UPN, "urn:surprise");
  }

  private void expectFailure(LoginFailure failure, String xml) throws Exception {
    HttpResponse<String> answer = browser.logIn(xml, "");
    assertThat(lastOutcome()).isEqualTo(failure.name());
    assertThat(Browser.location(answer)).startsWith("/error?");
  }

  private static String lastOutcome() {
    return outcome(atlassian);
  }

  private static String outcome(SimulatedAtlassian at) {
    Login login = at.organization().lastLogin();
    return login
        .failure()
        .map(Enum::name)
        .orElseGet(() -> login.linking().map(Enum::name).orElse("nothing"));
  }
}
