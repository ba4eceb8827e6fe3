package org.guestbridge.simulators.atlassian;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.DigestMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.guestbridge.simulators.saml.Saml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Builds one response at a time: a good one unless a test changes a part, signed with the JDK after
 * the change of the content and before the change of the text.
 */
final class TestIdentityProvider {
  static final String ENTITY_ID = "http://localhost:8080/r/example/saml";
  static final URI SSO_URL = URI.create("http://localhost:8080/r/example/saml/sso");
  static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

  /** A change of text; fails when there is nothing to change. */
  record Replacement(String from, String to) {
    String apply(String text) {
      if (!text.contains(from)) {
        throw new AssertionError("nothing to change: " + from);
      }
      return text.replace(from, to);
    }
  }

  final Map<String, String> attributes = new LinkedHashMap<>();
  String nameId = "jane.doe_partner.example@guests.example.com";
  String inResponseTo = "";
  boolean signAssertion = true;
  boolean signResponse = false;
  String signatureMethod = RSA_SHA256;
  String digestMethod = SHA256;
  String canonicalization = EXCLUSIVE;
  List<String> transforms = List.of(Transform.ENVELOPED, EXCLUSIVE);
  PrivateKey signer;
  X509Certificate embedded;

  private final SimulatedAtlassian atlassian;
  private final Instant now;
  private final String assertionId = "_a" + UUID.randomUUID();

  TestIdentityProvider(SimulatedAtlassian atlassian, SelfSignedCertificate key, Instant now) {
    this.atlassian = atlassian;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.signer = key.privateKey();
    this.embedded = key.certificate();
    attributes.put(ReadAssertion.GIVEN_NAME, "Jane");
    attributes.put(ReadAssertion.SURNAME, "Doe");
    attributes.put(ReadAssertion.NAME, "5f0c0b6e-0001-4000-8000-000000000001");
    attributes.put(ReadAssertion.UPN, "5f0c0b6e-0001-4000-8000-000000000001");
  }

  String assertionId() {
    return assertionId;
  }

  Instant now() {
    return now;
  }

  /** The XML before it is signed. */
  String unsigned() {
    String answers = inResponseTo.isEmpty() ? "" : " InResponseTo=\"" + inResponseTo + "\"";
    String consumer = atlassian.assertionConsumerService().toString();
    StringBuilder statement = new StringBuilder();
    attributes.forEach(
        (name, value) ->
            statement.append(
                "<saml:Attribute Name=\"%s\"><saml:AttributeValue>%s</saml:AttributeValue></saml:Attribute>"
                    .formatted(name, value)));
    return """
        <samlp:Response xmlns:samlp="%1$s" xmlns:saml="%2$s" ID="_r%3$s" Version="2.0" \
        IssueInstant="%4$s" Destination="%5$s"%6$s><saml:Issuer>%7$s</saml:Issuer>\
        <samlp:Status><samlp:StatusCode Value="%8$s"/></samlp:Status>\
        <saml:Assertion ID="%9$s" Version="2.0" IssueInstant="%4$s">\
        <saml:Issuer>%7$s</saml:Issuer><saml:Subject>\
        <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">%10$s</saml:NameID>\
        <saml:SubjectConfirmation Method="%11$s"><saml:SubjectConfirmationData \
        NotOnOrAfter="%12$s" Recipient="%5$s"%6$s/></saml:SubjectConfirmation></saml:Subject>\
        <saml:Conditions NotBefore="%4$s" NotOnOrAfter="%12$s"><saml:AudienceRestriction>\
        <saml:Audience>%13$s</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
        <saml:AuthnStatement AuthnInstant="%4$s"><saml:AuthnContext><saml:AuthnContextClassRef>\
        urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef>\
        </saml:AuthnContext></saml:AuthnStatement>\
        <saml:AttributeStatement>%14$s</saml:AttributeStatement></saml:Assertion>\
        </samlp:Response>"""
        .formatted(
            Saml.PROTOCOL,
            Saml.ASSERTION,
            UUID.randomUUID(),
            now,
            consumer,
            answers,
            ENTITY_ID,
            Saml.SUCCESS,
            assertionId,
            nameId,
            Saml.BEARER,
            now.plusSeconds(300),
            atlassian.entityId(),
            statement);
  }

  /** A signed response, after these changes of its content. */
  String signed(Replacement... changes) throws Exception {
    String xml = unsigned();
    for (Replacement change : changes) {
      xml = change.apply(xml);
    }
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    Document document =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    Element response = document.getDocumentElement();
    if (signAssertion) {
      sign((Element) response.getElementsByTagNameNS(Saml.ASSERTION, "Assertion").item(0));
    }
    if (signResponse) {
      sign(response);
    }
    Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
    writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter out = new StringWriter();
    writer.transform(new DOMSource(document), new StreamResult(out));
    return out.toString();
  }

  static String encoded(String xml) {
    return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
  }

  private void sign(Element element) throws Exception {
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    List<Transform> steps =
        transforms.stream().map(algorithm -> transform(factory, algorithm)).toList();
    Reference reference =
        factory.newReference(
            "#" + element.getAttribute("ID"),
            factory.newDigestMethod(digestMethod, (DigestMethodParameterSpec) null),
            steps,
            null,
            null);
    SignedInfo info =
        factory.newSignedInfo(
            factory.newCanonicalizationMethod(canonicalization, (C14NMethodParameterSpec) null),
            factory.newSignatureMethod(signatureMethod, null),
            Collections.singletonList(reference));
    KeyInfoFactory keys = factory.getKeyInfoFactory();
    KeyInfo keyInfo =
        embedded == null ? null : keys.newKeyInfo(List.of(keys.newX509Data(List.of(embedded))));
    Element issuer = Saml.children(element, Saml.ASSERTION, "Issuer").get(0);
    DOMSignContext context = new DOMSignContext(signer, element, issuer.getNextSibling());
    context.setDefaultNamespacePrefix("ds");
    context.setIdAttributeNS(element, null, "ID");
    context.setProperty("org.jcp.xml.dsig.secureValidation", false);
    factory.newXMLSignature(info, keyInfo).sign(context);
  }

  private static Transform transform(XMLSignatureFactory factory, String algorithm) {
    try {
      return factory.newTransform(algorithm, (TransformParameterSpec) null);
    } catch (GeneralSecurityException unknown) {
      throw new IllegalStateException(unknown);
    }
  }

  /** The algorithm that leaves comments in. */
  static String withComments() {
    return CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS;
  }
}
