package org.guestbridge.app.downstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.transform.dom.DOMSource;
import org.guestbridge.app.samlxml.JdkXml;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.PersistentNameId;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.IdpInitiated;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.ReleasePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensaml.saml.common.xml.SAMLSchemaBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a service provider of any make is sent: read back by the JDK alone. */
class GenericProviderTest {

  private static final String ADDRESS = "joe_partner.example@guests.example.com";
  private static final ReleasedIdentity JOE =
      Fixture.guest("Joe", "Doe", List.of("jira", "confluence"));
  private static final IdpInitiated BOARDS =
      new IdpInitiated(List.of("https://jira/a", "https://jira/b"), Optional.of("https://jira/a"));

  @ParameterizedTest
  @EnumSource(NameIdFormat.class)
  void nameIdHasTheConfiguredFormat(NameIdFormat format) throws Exception {
    SamlIdentityProvider idp = new GenericProvider().format(format).provider();
    Element first = nameId(idp);
    Element second = nameId(idp);
    assertThat(first.getAttribute("Format")).isEqualTo(format.uri());
    boolean address = format == NameIdFormat.EMAIL || format == NameIdFormat.UNSPECIFIED;
    assertThat(first.getTextContent().equals(ADDRESS)).isEqualTo(address);
    assertThat(first.getTextContent().equals(second.getTextContent()))
        .isEqualTo(format != NameIdFormat.TRANSIENT);
    assertThat(idp.metadata()).contains(">" + format.uri() + "<");
  }

  @Test
  void persistentNameIdIsOpaqueAndAnotherOneElsewhere() throws Exception {
    String here =
        nameId(new GenericProvider().format(NameIdFormat.PERSISTENT).provider()).getTextContent();
    assertThat(here).matches("[0-9a-f]{64}");
    assertThat(here).isEqualTo(PersistentNameId.of(Fixture.BINDING, Fixture.SP));
    assertThat(here).isNotEqualTo(PersistentNameId.of(Fixture.BINDING, Fixture.SP + "2"));
  }

  @ParameterizedTest
  @CsvSource({
    "PERSISTENT, 2.0:nameid-format:persistent, true",
    "PERSISTENT, 1.1:nameid-format:unspecified, true",
    "PERSISTENT, 1.1:nameid-format:emailAddress, false",
    "PERSISTENT, 2.0:nameid-format:transient, false",
    "EMAIL, 2.0:nameid-format:persistent, false",
    "TRANSIENT, 2.0:nameid-format:transient, true",
    "UNSPECIFIED, 1.1:nameid-format:emailAddress, false"
  })
  void anotherFormatThanTheConfiguredOneIsAnsweredByInvalidNameIdPolicy(
      NameIdFormat format, String asked, boolean granted) throws Exception {
    SamlIdentityProvider idp = new GenericProvider().format(format).provider();
    String policy = "<samlp:NameIDPolicy Format='urn:oasis:names:tc:SAML:" + asked + "'/>";
    RequestOutcome outcome = idp.readRedirect(RequestXml.valid().afterIssuer(policy).redirect());
    String told = outcome.fold(accepted -> "granted", answered -> answered.code().text());
    assertThat(told).isEqualTo(granted ? "granted" : Code.SAML_NAMEID_UNSUPPORTED.text());
    if (outcome instanceof RequestOutcome.Answered answered) {
      assertThat(xml(answered.answer())).contains("InvalidNameIDPolicy");
    }
  }

  @Test
  void theConsumerAskedForGetsTheAnswer() throws Exception {
    SamlIdentityProvider idp = new GenericProvider().provider();
    assertThat(answeredTo(idp, request())).isEqualTo(Fixture.ACS);
    assertThat(answeredTo(idp, request().with("AssertionConsumerServiceIndex", "3")))
        .isEqualTo(Fixture.ACS);
    assertThat(answeredTo(idp, request().with("AssertionConsumerServiceIndex", "7")))
        .isEqualTo(GenericProvider.OTHER_ACS);
    assertThat(
            answeredTo(
                idp, request().with("AssertionConsumerServiceURL", GenericProvider.OTHER_ACS)))
        .isEqualTo(GenericProvider.OTHER_ACS);
  }

  @Test
  void aConsumerThatIsNotRegisteredGetsNothing() {
    SamlIdentityProvider idp = new GenericProvider().provider();
    assertRefused(
        Code.SAML_ACS_UNKNOWN,
        () -> answeredTo(idp, request().with("AssertionConsumerServiceIndex", "0")));
    assertRefused(
        Code.SAML_ACS_UNKNOWN,
        () ->
            answeredTo(
                idp,
                request().with("AssertionConsumerServiceURL", GenericProvider.OTHER_ACS + "&y=1")));
    assertRefused(
        Code.SAML_ACS_UNKNOWN,
        () ->
            idp.success(
                new AuthnRequest("atlassian", 0, "_r", Optional.empty(), false), JOE, Fixture.NOW));
  }

  @Test
  void metadataThatExpiredSinceTheyWereReadAreNotReliedOn() throws Exception {
    SamlIdentityProvider expired = new GenericProvider().validUntil(Fixture.NOW).provider();
    assertRefused(Code.SAML_METADATA_EXPIRED, () -> answeredTo(expired, request()));
    assertRefused(Code.SAML_METADATA_EXPIRED, () -> expired.success(request3(), JOE, Fixture.NOW));
    SamlIdentityProvider valid =
        new GenericProvider().validUntil(Fixture.NOW.plusNanos(1)).provider();
    assertThat(answeredTo(valid, request())).isEqualTo(Fixture.ACS);
  }

  @Test
  void unsolicitedResponseAnswersNothing() throws Exception {
    SamlIdentityProvider idp = new GenericProvider().idpInitiated(BOARDS).provider();
    idp.requireUnsolicited("atlassian", Optional.empty());
    PostForm form = idp.unsolicited("atlassian", Optional.empty(), JOE, Fixture.NOW);
    assertThat(form.acs().toString()).isEqualTo(Fixture.ACS);
    assertThat(form.relayState()).contains("https://jira/a");
    assertThat(xml(form)).doesNotContain("InResponseTo");
    Document response = JdkXml.parse(xml(form));
    assertVerified(only(response, "Signature"));
    assertValid(response);
    assertThat(
            idp.unsolicited("atlassian", Optional.of("https://jira/b"), JOE, Fixture.NOW)
                .relayState())
        .contains("https://jira/b");
  }

  @Test
  void unsolicitedResponseThatNobodyAllowedIsRefused() {
    SamlIdentityProvider closed = new GenericProvider().provider();
    assertRefused(
        Code.SAML_UNSOLICITED_REFUSED,
        () -> closed.requireUnsolicited("atlassian", Optional.empty()));
    assertRefused(
        Code.SAML_UNSOLICITED_REFUSED,
        () -> closed.unsolicited("atlassian", Optional.empty(), JOE, Fixture.NOW));
    SamlIdentityProvider open = new GenericProvider().idpInitiated(BOARDS).provider();
    for (String other : List.of("https://jira/c", "https://jira/A", "https://jira/a ", "")) {
      assertRefused(
          Code.SAML_RELAY_STATE_REFUSED,
          () -> open.unsolicited("atlassian", Optional.of(other), JOE, Fixture.NOW));
    }
    assertRefused(
        Code.SAML_SP_UNKNOWN, () -> open.unsolicited("other", Optional.empty(), JOE, Fixture.NOW));
  }

  @Test
  void encryptedAssertionOpensWithTheKeyAndIsSignedInside() throws Exception {
    SamlIdentityProvider idp =
        new GenericProvider().encryptFor(TestKeys.SP.certificate()).signResponse().provider();
    PostForm form = idp.success(request3(), JOE, Fixture.NOW);
    assertThat(xml(form)).doesNotContain(ADDRESS, "Joe", "NameID");
    Document response = JdkXml.parse(xml(form));
    assertValid(response);
    assertVerified(only(response, "Signature"));
    byte[] plain = decrypted(response);
    Document assertion = JdkXml.parse(new String(plain, StandardCharsets.UTF_8));
    assertValid(assertion);
    assertThat(only(assertion, "NameID").getTextContent()).isEqualTo(ADDRESS);
    assertVerified(only(assertion, "Signature"));
  }

  @Test
  void encryptedAssertionIsGuardedBeforeItIsEncrypted() {
    SamlIdentityProvider idp =
        new GenericProvider().encryptFor(TestKeys.SP.certificate()).provider();
    ReleasedIdentity leak = Fixture.guest("joe@partner.example", "Doe", List.of());
    assertRefused(Code.OUTPUT_GUARD, () -> idp.success(request3(), leak, Fixture.NOW));
  }

  @Test
  void onlyTheAttributesWithANameAndTheGroupsReleasedAreSent() throws Exception {
    AttributeNames names =
        new AttributeNames(
            Optional.of("first"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("groups"),
            Optional.of(AttributeNames.Format.BASIC));
    SamlIdentityProvider idp =
        new GenericProvider()
            .attributes(names)
            .release(new ReleasePolicy(Optional.of(Set.of("jira")), Optional.empty()))
            .provider();
    PostForm form = idp.success(request3(), JOE, Fixture.NOW);
    Document response = JdkXml.parse(xml(form));
    assertValid(response);
    NodeList attributes = response.getElementsByTagNameNS("*", "Attribute");
    assertThat(attributes.getLength()).isEqualTo(2);
    Element groups = (Element) attributes.item(1);
    assertThat(groups.getTextContent()).isEqualTo("jira");
    assertThat(groups.getAttribute("NameFormat")).isEqualTo(AttributeNames.Format.BASIC.uri());
    SamlIdentityProvider none =
        new GenericProvider()
            .release(new ReleasePolicy(Optional.of(Set.of()), Optional.empty()))
            .provider();
    assertThat(xml(none.success(request3(), JOE, Fixture.NOW))).doesNotContain("jira<");
  }

  private static byte[] decrypted(Document response) throws Exception {
    NodeList values = response.getElementsByTagNameNS("*", "CipherValue");
    assertThat(values.getLength()).isEqualTo(2);
    Cipher unwrap = Cipher.getInstance("RSA/ECB/OAEPPadding");
    unwrap.init(
        Cipher.DECRYPT_MODE,
        TestKeys.SP.privateKey(),
        new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
    byte[] key = unwrap.doFinal(Base64.getDecoder().decode(values.item(0).getTextContent()));
    assertThat(key).hasSize(32);
    byte[] sealed = Base64.getDecoder().decode(values.item(1).getTextContent());
    Cipher open = Cipher.getInstance("AES/GCM/NoPadding");
    open.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, sealed, 0, 12));
    return open.doFinal(sealed, 12, sealed.length - 12);
  }

  private static Element nameId(SamlIdentityProvider idp) throws Exception {
    Document response = JdkXml.parse(xml(idp.success(request3(), JOE, Fixture.NOW)));
    assertVerified(only(response, "Signature"));
    assertValid(response);
    return only(response, "NameID");
  }

  private static AuthnRequest request3() {
    return new AuthnRequest("atlassian", 3, "_r", Optional.empty(), false);
  }

  private static RequestXml request() {
    return RequestXml.valid().without("AssertionConsumerServiceURL").without("ProtocolBinding");
  }

  private static String answeredTo(SamlIdentityProvider idp, RequestXml request) throws Exception {
    AuthnRequest accepted =
        ((RequestOutcome.Accepted) idp.readRedirect(request.redirect())).request();
    PostForm form = idp.success(accepted, JOE, Fixture.NOW);
    Document response = JdkXml.parse(xml(form));
    assertThat(only(response, "SubjectConfirmationData").getAttribute("Recipient"))
        .isEqualTo(form.acs().toString());
    assertThat(response.getDocumentElement().getAttribute("Destination"))
        .isEqualTo(form.acs().toString());
    return form.acs().toString();
  }

  private static String xml(PostForm form) {
    return new String(Base64.getDecoder().decode(form.samlResponse()), StandardCharsets.UTF_8);
  }

  private static void assertValid(Document document) throws Exception {
    new SAMLSchemaBuilder(SAMLSchemaBuilder.SAML1Version.SAML_11)
        .getSAMLSchema()
        .newValidator()
        .validate(new DOMSource(document));
  }

  private static void assertVerified(Element signature) throws Exception {
    assertThat(
            new JdkXmlSignature().verifies(signature, TestKeys.BROKER.certificate().getPublicKey()))
        .isTrue();
  }

  private static void assertRefused(Code code, Executable call) {
    assertThat(assertThrows(RefusalException.class, call).code()).isEqualTo(code);
  }

  private static Element only(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS("*", name);
    assertThat(found.getLength()).isEqualTo(1);
    return (Element) found.item(0);
  }
}
