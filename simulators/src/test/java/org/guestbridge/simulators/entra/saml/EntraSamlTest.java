package org.guestbridge.simulators.entra.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.saml.CheckedAssertion;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.EnvelopedSigner;
import org.guestbridge.simulators.saml.ReceivedResponse;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;
import org.guestbridge.simulators.saml.SamlXml;
import org.guestbridge.simulators.saml.idp.NameIdFormat;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.TestServiceProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What a correct login, request and metadata look like, and which requests are refused. */
class EntraSamlTest {
  private static final String MICROSOFT = "http://schemas.microsoft.com/identity/claims/";
  private static final String XMLSOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
  private static final String IDENTITY_2008 =
      "http://schemas.microsoft.com/ws/2008/06/identity/claims/";

  private static SimulatedEntra entra;
  private static EntraSaml asUsual;
  private static EntraSaml saml;
  private static TestServiceProvider client;

  @BeforeAll
  static void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    register(EntraSamlSettings.defaults());
    asUsual = saml;
  }

  @BeforeEach
  void reset() {
    entra.directory().reset();
    if (!saml.equals(asUsual)) {
      register(EntraSamlSettings.defaults());
      asUsual = saml;
    }
    saml.register(serviceProvider());
    saml.log().clear();
    saml.faults().clear();
  }

  private static void register(EntraSamlSettings settings) {
    saml = EntraSaml.register(entra, settings, serviceProvider());
    client =
        new TestServiceProvider(
            new TestServiceProvider.SamlIdpUnderTest(
                saml.endpoint(), saml.entityId(), () -> saml.keys().certificate()));
  }

  private static RegisteredServiceProvider serviceProvider() {
    return RegisteredServiceProvider.of(
        TestServiceProvider.ENTITY_ID, TestServiceProvider.CONSUMER);
  }

  @AfterAll
  static void stop() {
    entra.close();
  }

  @Test
  void attributesWhenEmployeeThenAllThatEntraDocuments() throws Exception {
    CheckedAssertion assertion = client.assertion("employee");
    assertThat(saml.entityId())
        .isEqualTo("https://sts.windows.net/" + EntraSettings.DEFAULT_TENANT + "/");
    assertThat(assertion.nameId()).isEqualTo("maria.meyer@example.com");
    assertThat(assertion.nameIdFormat()).contains(NameIdFormat.EMAIL_ADDRESS);
    assertThat(assertion.sessionIndex()).contains(assertion.assertionId());
    assertThat(assertion.attributes())
        .contains(
            entry(MICROSOFT + "tenantid", List.of(EntraSettings.DEFAULT_TENANT.toString())),
            entry(MICROSOFT + "objectidentifier", List.of("1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d")),
            entry(MICROSOFT + "displayname", List.of("Maria Meyer")),
            entry(MICROSOFT + "identityprovider", List.of(saml.entityId())),
            entry(MICROSOFT + "acct", List.of("0")),
            entry(XMLSOAP + "givenname", List.of("Maria")),
            entry(XMLSOAP + "surname", List.of("Meyer")),
            entry(XMLSOAP + "emailaddress", List.of("maria.meyer@example.com")),
            entry(XMLSOAP + "name", List.of("maria.meyer@example.com")),
            entry(IDENTITY_2008 + "role", List.of("atlassian-user")))
        .containsKeys(
            "http://schemas.microsoft.com/claims/authnmethodsreferences", IDENTITY_2008 + "groups");
  }

  @ParameterizedTest
  @CsvSource({
    "guest, jane.doe@partner.example, https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/",
    "otp, olaf_small.example#EXT#@fabrikam.onmicrosoft.com, mail",
    "google, gina.gomez_gmail.com#EXT#@fabrikam.onmicrosoft.com, google.com",
    "msa, max.muster_outlook.com#EXT#@fabrikam.onmicrosoft.com, live.com",
    "cross-tenant-member, carl.cross@partner.example,"
        + " https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/"
  })
  void nameWhenGuestThenMailOnlyIfHomedInEntra(String person, String name, String idp)
      throws Exception {
    CheckedAssertion assertion = client.assertion(person);
    assertThat(assertion.nameId()).isEqualTo(name);
    assertThat(assertion.attributes())
        .contains(
            entry(XMLSOAP + "name", List.of(name)),
            entry(MICROSOFT + "identityprovider", List.of(idp)));
  }

  @Test
  void nameWhenSourceIsNullThenPairwisePersistent() throws Exception {
    CheckedAssertion assertion = client.assertion("guest-without-mail");
    assertThat(assertion.nameIdFormat()).contains(NameIdFormat.PERSISTENT);
    assertThat(assertion.nameId())
        .hasSize(43)
        .isEqualTo(client.assertion("guest-without-mail").nameId());
    assertThat(assertion.attributes()).doesNotContainKey(XMLSOAP + "name");
  }

  @Test
  void nameWhenJoinedThenGuestsOfTwoPartnersCollide() throws Exception {
    register(EntraSamlSettings.defaults().withJoinDomain("guests.example.com"));
    assertThat(client.assertion("guest").nameId()).isEqualTo("jane.doe@guests.example.com");
    assertThat(client.assertion("guest2").nameId()).isEqualTo("jane.doe@guests.example.com");
    register(
        EntraSamlSettings.defaults()
            .withNameIdSource(EntraSamlSettings.NameIdSource.LOCAL_USER_PRINCIPAL_NAME));
    assertThat(client.assertion("guest").nameId())
        .isEqualTo("jane.doe_partner.example#EXT#@fabrikam.onmicrosoft.com");
  }

  @Test
  void groupsWhenMoreThan150ThenLink() throws Exception {
    assertThat(client.assertion("overage").attributes())
        .containsKey("http://schemas.microsoft.com/claims/groups.link")
        .doesNotContainKey(IDENTITY_2008 + "groups");
    entra
        .directory()
        .change(
            "overage", of -> of.groups(entra.directory().get("overage").groups().subList(0, 150)));
    assertThat(client.assertion("overage").attributes().get(IDENTITY_2008 + "groups")).hasSize(150);
  }

  @Test
  void lifetimesWhenIssuedThenSeventyAndFiveMinutes() throws Exception {
    client.assertion("guest");
    String xml = saml.log().responses().get(0);
    assertThat(minutes(xml, "Conditions NotBefore=\"([^\"]+)\" NotOnOrAfter=\"([^\"]+)\""))
        .isEqualTo(70);
    assertThat(
            minutes(
                xml,
                "<saml:Assertion [^>]*IssueInstant=\"([^\"]+)\".*SubjectConfirmationData"
                    + "[^>]* NotOnOrAfter=\"([^\"]+)\""))
        .isEqualTo(5);
  }

  private static long minutes(String xml, String pattern) {
    Matcher times = Pattern.compile(pattern, Pattern.DOTALL).matcher(xml);
    assertThat(times.find()).isTrue();
    return Duration.between(Instant.parse(times.group(1)), Instant.parse(times.group(2)))
        .toMinutes();
  }

  @ParameterizedTest
  @CsvSource({
    NameIdFormat.PERSISTENT + ", GOOD",
    NameIdFormat.EMAIL_ADDRESS + ", GOOD",
    NameIdFormat.UNSPECIFIED + ", GOOD",
    NameIdFormat.TRANSIENT + ", TRANSIENT"
  })
  void formatWhenRequestedThenBeatsTheConfiguredOne(String format, String verdict)
      throws Exception {
    String id = client.newId();
    SamlElement request = client.request(id);
    request.add(Saml.PROTOCOL, "samlp:NameIDPolicy").attribute("Format", format);
    String page = client.send(request, "guest", Optional.empty()).body();
    assertThat(client.judge(page, Optional.of(id))).isEqualTo(verdict);
    assertThat(saml.log().responses().get(0)).contains("Format=\"" + format + "\"");
  }

  @ParameterizedTest
  @EnumSource(RegisteredServiceProvider.Signatures.class)
  void signaturesWhenConfiguredThenStandThere(RegisteredServiceProvider.Signatures signatures)
      throws Exception {
    saml.register(serviceProvider().withSignatures(signatures));
    String id = client.newId();
    String page = client.send(client.request(id), "guest", Optional.empty()).body();
    assertThat(client.judge(page, Optional.of(id))).isEqualTo(TestServiceProvider.GOOD);
    ReceivedResponse message =
        ReceivedResponse.read(TestServiceProvider.fields(page).get("SAMLResponse"));
    assertThat(message.signatures())
        .hasSize(signatures == RegisteredServiceProvider.Signatures.BOTH ? 2 : 1);
    Element first = (Element) message.signatures().get(0).getParentNode();
    assertThat(first.getLocalName())
        .isEqualTo(
            signatures == RegisteredServiceProvider.Signatures.ASSERTION
                ? "Assertion"
                : "Response");
  }

  /** A request that Entra refuses, and the number by which it says so. */
  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("AADSTS700016", of -> issuer(of).setTextContent("urn:other")),
        refusal(
            "AADSTS50011",
            of -> of.attribute("AssertionConsumerServiceURL", TestServiceProvider.CONSUMER + "/")),
        refusal("AADSTS7500529", of -> of.attribute("ID", "1abc")),
        refusal(
            "AADSTS900236",
            of -> of.add(Saml.ASSERTION, "saml:Subject").add(Saml.ASSERTION, "saml:NameID")),
        refusal(
            "AADSTS90011",
            of ->
                of.add(Saml.PROTOCOL, "samlp:NameIDPolicy")
                    .attribute("Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos")),
        refusal(
            "AADSTS90011",
            of ->
                of.add(Saml.PROTOCOL, "samlp:NameIDPolicy")
                    .attribute("SPNameQualifier", "urn:other")),
        refusal(
            "AADSTS900235",
            of ->
                of.add(Saml.PROTOCOL, "samlp:RequestedAuthnContext")
                    .attribute("Comparison", "minimum")),
        refusal("AADSTS75005", of -> of.attribute("Version", "1.1")));
  }

  private static Element issuer(SamlElement request) {
    return Saml.children(request.element(), Saml.ASSERTION, "Issuer").get(0);
  }

  private static Arguments refusal(String number, Consumer<SamlElement> change) {
    return Arguments.of(number, change);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void requestWhenWrongThenPageWithTheNumber(String number, Consumer<SamlElement> change)
      throws Exception {
    SamlElement request = client.request(client.newId());
    change.accept(request);
    HttpResponse<String> answer = client.send(request, "guest", Optional.empty());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(number + ":");
  }

  @Test
  void loginWhenCancelledThenStatusAtTheConsumer() throws Exception {
    String page = client.send(client.request(client.newId()), "", Optional.empty()).body();
    assertThat(page).contains("Who signs in?", "sim_person", "Jane Doe (Partner)");
    String key = TestServiceProvider.fields(page).get("sim_request");
    Map<String, String> choice = new HashMap<>(Map.of("sim_request", key, "sim_cancel", "yes"));
    String answer = client.get(saml.endpoint() + "?" + Form.encode(choice)).body();
    assertThat(TestServiceProvider.status(answer)).containsExactly("Responder", "AuthnFailed");
    assertThat(TestServiceProvider.fields(answer)).containsEntry("RelayState", "relay-1");
    assertThat(client.get(saml.endpoint() + "?" + Form.encode(choice)).statusCode()).isEqualTo(400);
  }

  @Test
  void loginWhenPickedOnThePageThenSucceeds() throws Exception {
    String id = client.newId();
    String page = client.send(client.request(id), "", Optional.empty()).body();
    String key = TestServiceProvider.fields(page).get("sim_request");
    String answer =
        client
            .get(
                saml.endpoint()
                    + "?"
                    + Form.encode(Map.of("sim_request", key, "sim_person", "guest2")))
            .body();
    assertThat(client.assertion(answer, Optional.of(id)).nameId())
        .isEqualTo("jane.doe@supplier.example");
  }

  @Test
  void loginWhenPassiveThenNoPassiveUnlessSomebodyIsKnown() throws Exception {
    SamlElement request = client.request(client.newId()).attribute("IsPassive", "true");
    assertThat(TestServiceProvider.status(client.send(request, "", Optional.empty()).body()))
        .containsExactly("Responder", "NoPassive");
    assertThat(TestServiceProvider.status(client.send(request, "guest", Optional.empty()).body()))
        .containsExactly("Success");
  }

  @Test
  void loginWhenUnsolicitedThenAnswersNothing() throws Exception {
    String address =
        saml.unsolicitedUrl()
            + "?"
            + Form.encode(
                Map.of(
                    "sp", TestServiceProvider.ENTITY_ID, "sim_person", "guest", "relay", "here"));
    String page = client.get(address).body();
    assertThat(client.assertion(page, Optional.empty()).inResponseTo()).isEmpty();
    assertThat(TestServiceProvider.fields(page)).containsEntry("RelayState", "here");
    assertThat(client.get(saml.unsolicitedUrl() + "?sp=urn:other").statusCode()).isEqualTo(400);
  }

  @Test
  void requestWhenPostedOrSignedThenVerified() throws Exception {
    SelfSignedCertificate key = SelfSignedCertificate.generate("sp", Instant.now());
    SelfSignedCertificate other = SelfSignedCertificate.generate("other", Instant.now());
    saml.register(serviceProvider().withSignedRequests(key.certificate()));
    SamlElement request = client.request(client.newId());
    assertThat(client.send(request, "guest", Optional.empty()).body()).contains("AADSTS76021");
    assertThat(client.send(request, "guest", Optional.of(other.privateKey())).body())
        .contains("INVALID_SIGNATURE");
    assertThat(client.send(request, "guest", Optional.of(key.privateKey())).statusCode())
        .isEqualTo(200);
    assertThat(posted(request)).contains("AADSTS76021");
    new EnvelopedSigner(new Credential(key.privateKey(), key.certificate()))
        .sign(request.element());
    assertThat(posted(request)).contains("SAMLResponse");
  }

  private String posted(SamlElement request) throws Exception {
    Map<String, String> form =
        Map.of("SAMLRequest", SamlXml.encode(request.write()), "login_hint", "guest");
    return client.post(saml.endpoint(), form).body();
  }

  @Test
  void metadataWhenApplicationIsNamedThenItsCertificateAlone() throws Exception {
    String own = Credential.text(saml.keys().certificate());
    String body = client.get(saml.metadataUrl()).body();
    assertThat(body).contains(own, "entityID=\"" + saml.entityId() + "\"", saml.endpoint());
    String unnamed = client.get(saml.metadataUrl().replaceAll("\\?.*", "")).body();
    assertThat(unnamed).doesNotContain(own).contains("KeyDescriptor");
    assertThat(client.get(saml.metadataUrl() + "0").body()).doesNotContain(own);
  }

  @Test
  void keysWhenRolledOverThenNextSignsAsAnnounced() throws Exception {
    String before = Credential.text(saml.keys().certificate());
    saml.keys().announceNext();
    assertThat(saml.keys().published()).hasSize(2);
    assertThat(client.logIn("guest")).isEqualTo(TestServiceProvider.GOOD);
    saml.keys().rollOver();
    String after = Credential.text(saml.keys().certificate());
    assertThat(client.logIn("guest")).isEqualTo(TestServiceProvider.GOOD);
    assertThat(client.get(saml.metadataUrl()).body()).contains(before, after);
    saml.keys().withdrawOld();
    assertThat(client.get(saml.metadataUrl()).body()).contains(after).doesNotContain(before);
    saml.keys().rollOverSilently();
    assertThat(client.get(saml.metadataUrl()).body())
        .doesNotContain(Credential.text(saml.keys().certificate()));
  }

  @Test
  void controlsWhenUsedFromOutsideThenOrderFaultsAndRegister() throws Exception {
    String control = entra.authority() + "/simulator/saml";
    assertThat(client.post(control + "/fault", Map.of("fault", "SHA1")).statusCode())
        .isEqualTo(200);
    assertThat(client.logIn("guest")).isEqualTo("WRONG_ALGORITHM");
    assertThat(client.post(control + "/fault", Map.of("fault", "NONE")).statusCode())
        .isEqualTo(400);
    assertThat(
            client
                .post(
                    control + "/service-provider",
                    Map.of("entity_id", "urn:second", "acs", "http://localhost:1/acs"))
                .statusCode())
        .isEqualTo(200);
    assertThat(client.get(control + "/state.json").body()).contains("urn:second");
    assertThat(client.post(control + "/keys", Map.of("action", "roll-over")).statusCode())
        .isEqualTo(200);
    assertThat(client.logIn("guest")).isEqualTo(TestServiceProvider.GOOD);
  }
}
