package org.guestbridge.app.downstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import org.guestbridge.app.samlxml.JdkXml;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensaml.saml.common.xml.SAMLSchemaBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What leaves: read back by the JDK alone. */
class ResponseTest {

  private static final String ADDRESS = "joe_partner.example@guests.example.com";
  private static final Instant SIGNED_IN = Fixture.NOW.minusSeconds(7);
  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  private final SamlIdentityProvider plain = Fixture.open();
  private final SamlIdentityProvider both = Fixture.verifying();

  @Test
  void theAssertionIsSignedAndTheJdkVerifiesIt() throws Exception {
    Document response = respond(plain, Fixture.guest("Joe", "Doe", List.of()));
    List<Element> signatures = all(response, "Signature");
    assertThat(signatures).hasSize(1);
    assertThat(signatures.get(0).getParentNode().getLocalName()).isEqualTo("Assertion");
    assertVerified(signatures.get(0));
  }

  @Test
  void bothAreSignedWhereAskedFor() throws Exception {
    Document response = respond(both, Fixture.guest("Joe", "Doe", List.of()));
    List<Element> signatures = all(response, "Signature");
    assertThat(signatures).hasSize(2);
    for (Element signature : signatures) {
      assertVerified(signature);
    }
  }

  @Test
  void aChangedAssertionDoesNotVerify() throws Exception {
    Document response = respond(plain, Fixture.guest("Joe", "Doe", List.of()));
    only(response, "NameID").setTextContent("other@guests.example.com");
    Element signature = only(response, "Signature");
    assertThat(
            new JdkXmlSignature().verifies(signature, TestKeys.BROKER.certificate().getPublicKey()))
        .isFalse();
  }

  @Test
  void keyInfoIsTheRegisteredCertificateAndNothingElse() throws Exception {
    Document response = respond(plain, Fixture.guest("Joe", "Doe", List.of()));
    Element keyInfo = only(response, "KeyInfo");
    assertThat(keyInfo.getElementsByTagNameNS("*", "*").getLength()).isEqualTo(2);
    assertThat(only(response, "X509Certificate").getTextContent())
        .isEqualTo(Base64.getEncoder().encodeToString(TestKeys.BROKER.certificate().getEncoded()));
  }

  @Test
  void everyFieldIsThere() throws Exception {
    Document response = respond(plain, Fixture.guest("Joe", "Doe", List.of("jira", "confluence")));
    Element root = response.getDocumentElement();
    assertThat(root.getAttribute("Destination")).isEqualTo(Fixture.ACS);
    assertThat(root.getAttribute("InResponseTo")).isEqualTo("_request");
    assertThat(root.getAttribute("IssueInstant")).isEqualTo("2026-11-22T10:00:00.000Z");
    assertThat(texts(response, "Issuer")).containsExactly(Fixture.METADATA, Fixture.METADATA);
    assertThat(only(response, "StatusCode").getAttribute("Value"))
        .isEqualTo("urn:oasis:names:tc:SAML:2.0:status:Success");
    Element nameId = only(response, "NameID");
    assertThat(nameId.getTextContent()).isEqualTo(ADDRESS);
    assertThat(nameId.getAttribute("Format"))
        .isEqualTo("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
    assertThat(only(response, "SubjectConfirmation").getAttribute("Method"))
        .isEqualTo("urn:oasis:names:tc:SAML:2.0:cm:bearer");
    Element data = only(response, "SubjectConfirmationData");
    assertThat(data.getAttribute("Recipient")).isEqualTo(Fixture.ACS);
    assertThat(data.getAttribute("InResponseTo")).isEqualTo("_request");
    assertThat(data.hasAttribute("NotBefore")).isFalse();
    assertThat(texts(response, "Audience")).containsExactly(Fixture.SP);
    assertThat(texts(response, "AuthnContextClassRef"))
        .containsExactly("urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified");
    assertThat(Instant.parse(only(response, "AuthnStatement").getAttribute("AuthnInstant")))
        .isEqualTo(SIGNED_IN);
    assertThat(attribute(response, CLAIMS + "givenname")).containsExactly("Joe");
    assertThat(attribute(response, CLAIMS + "surname")).containsExactly("Doe");
    assertThat(attribute(response, CLAIMS + "emailaddress")).containsExactly(ADDRESS);
    assertThat(attribute(response, CLAIMS + "name")).containsExactly(Fixture.BINDING.toString());
    assertThat(attribute(response, "groups")).containsExactly("jira", "confluence");
  }

  @Test
  void theWindowIsFiveMinutesAndLittleBackDated() throws Exception {
    Document response = respond(plain, Fixture.guest("Joe", "Doe", List.of()));
    Element conditions = only(response, "Conditions");
    Instant from = Instant.parse(conditions.getAttribute("NotBefore"));
    Instant until = Instant.parse(conditions.getAttribute("NotOnOrAfter"));
    assertThat(until).isEqualTo(Fixture.NOW.plus(Duration.ofMinutes(5)));
    assertThat(from).isBetween(Fixture.NOW.minusSeconds(60), Fixture.NOW);
    assertThat(only(response, "SubjectConfirmationData").getAttribute("NotOnOrAfter"))
        .isEqualTo(conditions.getAttribute("NotOnOrAfter"));
  }

  @Test
  void idsAreLongAndNeverTheSame() throws Exception {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Document response = respond(plain, Fixture.guest("Joe", "Doe", List.of()));
      List<String> ids =
          List.of(
              response.getDocumentElement().getAttribute("ID"),
              only(response, "Assertion").getAttribute("ID"),
              only(response, "AuthnStatement").getAttribute("SessionIndex"));
      assertThat(ids).allMatch(id -> id.matches("_[0-9a-f]{40}")).allMatch(seen::add);
    }
  }

  @Test
  void responsesAndMetadataFitTheSchema() throws Exception {
    var schema = new SAMLSchemaBuilder(SAMLSchemaBuilder.SAML1Version.SAML_11).getSAMLSchema();
    for (SamlIdentityProvider idp : List.of(plain, both)) {
      Document success = respond(idp, Fixture.guest("Joe", "Doe", List.of("jira")));
      schema.newValidator().validate(new DOMSource(success));
      PostForm failure = idp.failure(Fixture.request(Optional.empty()), Code.RULE_REFUSED);
      schema.newValidator().validate(new DOMSource(read(failure)));
      schema.newValidator().validate(new StreamSource(new StringReader(idp.metadata())));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</saml:AttributeValue><saml:AttributeValue>x",
        "</saml2:AttributeValue></saml2:Attribute>",
        "&lt;&amp;&#x41;",
        "]]>",
        "<![CDATA[x]]>",
        "<!-- x -->",
        "<?x?>",
        "\"'><",
        "  spaces  ",
        "\u0130\u0131\u015fG\u00fcl \uD83D\uDE00 \u202Eabc",
        "%00${jndi:x}"
      })
  void textInIsTextOut(String name) throws Exception {
    Document response = respond(plain, Fixture.guest(name, name, List.of(name)));
    assertThat(attribute(response, CLAIMS + "givenname")).containsExactly(name);
    assertThat(attribute(response, CLAIMS + "surname")).containsExactly(name);
    assertThat(attribute(response, "groups")).containsExactly(name);
    assertThat(all(response, "Attribute")).hasSize(5);
    assertVerified(only(response, "Signature"));
  }

  @Test
  void anyTextInIsTextOut() throws Exception {
    Random random = new Random(20261122);
    for (int i = 0; i < 200; i++) {
      String given = randomText(random);
      String surname = randomText(random);
      Document response = respond(plain, Fixture.guest(given, surname, List.of()));
      assertThat(attribute(response, CLAIMS + "givenname")).containsExactly(given);
      assertThat(attribute(response, CLAIMS + "surname")).containsExactly(surname);
      assertVerified(only(response, "Signature"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\0b",
        "a\u0001b",
        "a\nb",
        "a\rb",
        "a\tb",
        "a\u007Fb",
        "a\u0085b",
        "a\uFFFEb",
        "a\uD800b",
        "a\uDC00b",
        "real@partner.example",
        "real\uFF20partner.example",
        ADDRESS + " "
      })
  void whatMayNotLeaveIsRefused(String name) {
    RefusalException refused =
        assertThrows(
            RefusalException.class, () -> respond(plain, Fixture.guest(name, "Doe", List.of())));
    assertThat(refused.code()).isEqualTo(Code.OUTPUT_GUARD);
    assertThat(refused.detail()).doesNotContain("partner");
  }

  @Test
  void anAddressOnAnotherKindsDomainIsRefused() throws Exception {
    assertRefused(BindingKind.ALIAS, "joe@example.com");
    assertRefused(BindingKind.PASS_THROUGH, "joe@guests.example.com");
    assertRefused(BindingKind.ALIAS, "joe@other.example");
    assertRefused(BindingKind.ALIAS, "joe@sub.guests.example.com");
    Document response =
        respond(
            plain,
            Fixture.identity(BindingKind.PASS_THROUGH, "ann@example.com", "Ann", "Doe", List.of()));
    assertThat(only(response, "NameID").getTextContent()).isEqualTo("ann@example.com");
  }

  @Test
  void aFailureNamesNobody() throws Exception {
    for (Code code : Code.values()) {
      PostForm form = both.failure(Fixture.request(Optional.of("state")), code);
      Document response = read(form);
      assertThat(form.relayState()).contains("state");
      assertThat(all(response, "Assertion")).isEmpty();
      assertThat(only(response, "StatusMessage").getTextContent()).isEqualTo(code.text());
      assertThat(response.getDocumentElement().getAttribute("InResponseTo")).isEqualTo("_request");
      assertVerified(only(response, "Signature"));
    }
  }

  @Test
  void aDroppedDownstreamIsNotAnswered() {
    RefusalException refused =
        assertThrows(
            RefusalException.class,
            () ->
                plain.failure(
                    new AuthnRequest("other", 0, "_request", Optional.empty(), false),
                    Code.RULE_REFUSED));
    assertThat(refused.code()).isEqualTo(Code.SAML_SP_UNKNOWN);
  }

  @Test
  void metadataSayWhereAndWithWhichKey() throws Exception {
    Document metadata = JdkXml.parse(plain.metadata());
    assertThat(metadata.getDocumentElement().getAttribute("entityID")).isEqualTo(Fixture.METADATA);
    assertThat(all(metadata, "SingleSignOnService"))
        .extracting(e -> e.getAttribute("Location"))
        .containsExactly(Fixture.SSO, Fixture.SSO);
    assertThat(texts(metadata, "NameIDFormat"))
        .containsExactly("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
    assertThat(only(metadata, "IDPSSODescriptor").getAttribute("WantAuthnRequestsSigned"))
        .isEqualTo("false");
    assertThat(Fixture.demanding().metadata()).contains("WantAuthnRequestsSigned=\"true\"");
    assertThat(plain.metadata()).isSameAs(plain.metadata());
  }

  private void assertRefused(BindingKind kind, String address) {
    RefusalException refused =
        assertThrows(
            RefusalException.class,
            () -> respond(plain, Fixture.identity(kind, address, "Joe", "Doe", List.of())));
    assertThat(refused.code()).isEqualTo(Code.OUTPUT_GUARD);
  }

  private static Document respond(SamlIdentityProvider idp, ReleasedIdentity identity)
      throws Exception {
    PostForm form = idp.success(Fixture.request(Optional.of("state")), identity, SIGNED_IN);
    assertThat(form.acs().toString()).isEqualTo(Fixture.ACS);
    assertThat(form.relayState()).contains("state");
    return read(form);
  }

  private static Document read(PostForm form) throws Exception {
    byte[] xml = Base64.getDecoder().decode(form.samlResponse());
    return JdkXml.parse(new String(xml, StandardCharsets.UTF_8));
  }

  private static void assertVerified(Element signature) throws Exception {
    assertThat(
            new JdkXmlSignature().verifies(signature, TestKeys.BROKER.certificate().getPublicKey()))
        .isTrue();
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(40); i > 0; i--) {
      int c =
          switch (random.nextInt(4)) {
            case 0 -> "<>&'\"]![-/?;# ".charAt(random.nextInt(14));
            case 1 -> ' ' + random.nextInt(95);
            case 2 -> 0xA0 + random.nextInt(0xD800 - 0xA0);
            default -> 0x10000 + random.nextInt(0xFFFD);
          };
      text.appendCodePoint(c == '@' ? 'a' : c);
    }
    return text.toString();
  }

  private static List<String> attribute(Document response, String name) {
    for (Element attribute : all(response, "Attribute")) {
      if (attribute.getAttribute("Name").equals(name)) {
        return elements(attribute.getElementsByTagNameNS("*", "AttributeValue")).stream()
            .map(Element::getTextContent)
            .toList();
      }
    }
    return List.of();
  }

  private static Element only(Document document, String name) {
    List<Element> found = all(document, name);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<String> texts(Document document, String name) {
    return all(document, name).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> all(Document document, String name) {
    return elements(document.getElementsByTagNameNS("*", name));
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
