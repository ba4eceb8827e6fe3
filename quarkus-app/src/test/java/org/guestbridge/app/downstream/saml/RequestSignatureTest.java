package org.guestbridge.app.downstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of both bindings, genuine, missing and wrong. */
class RequestSignatureTest {

  private static final SamlIdentityProvider IDP = Fixture.demanding();
  private static final String ALGORITHM = JdkXmlSignature.RSA_SHA256;
  private static final String XML = RequestXml.valid().xml();
  private static final String DS = "http://www.w3.org/2000/09/xmldsig#";

  @Test
  void unsignedIsRefusedWhereRequired() throws Exception {
    String query = RequestXml.valid().redirect();
    assertRedirect(Code.SAML_SIGNATURE_REQUIRED, query);
    assertPost(Code.SAML_SIGNATURE_REQUIRED, RequestXml.post(XML));
    assertThat(Fixture.verifying().readRedirect(query)).isInstanceOf(RequestOutcome.Accepted.class);
  }

  @Test
  void aPresentSignatureMustVerifyEvenWhereNotRequired() throws Exception {
    String signed = signedQuery(TestKeys.STRANGER, RequestXml.valid().redirect());
    RefusalException refused =
        assertThrows(RefusalException.class, () -> Fixture.verifying().readRedirect(signed));
    assertThat(refused.code()).isEqualTo(Code.SAML_SIGNATURE_INVALID);
  }

  @Test
  void aSignedRequestMustHaveADestination() throws Exception {
    RequestXml without = RequestXml.valid().without("Destination");
    assertRedirect(Code.SAML_DESTINATION_MISMATCH, signedQuery(TestKeys.SP, without.redirect()));
    assertPost(
        Code.SAML_DESTINATION_MISMATCH,
        RequestXml.post(new JdkXmlSignature().sign(without.xml(), TestKeys.SP)));
  }

  @Test
  void signedRedirectIsAccepted() throws Exception {
    String query = RequestXml.valid().redirect();
    assertAccepted(signedQuery(TestKeys.SP, query));
    assertAccepted(signedQuery(TestKeys.SP, query + "&RelayState=a%2fb"));
    assertAccepted("other=1&" + signedQuery(TestKeys.SP, query + "&RelayState="));
  }

  @Test
  void signatureCoversTheRawCharacters() throws Exception {
    String signed = signedQuery(TestKeys.SP, RequestXml.valid().redirect() + "&RelayState=a%2fb");
    assertRedirect(Code.SAML_SIGNATURE_INVALID, signed.replace("a%2fb", "a%2Fb"));
    assertRedirect(Code.SAML_SIGNATURE_INVALID, signed.replace("a%2fb", "a%2fc"));
    assertRedirect(Code.SAML_SIGNATURE_INVALID, signed.replace("&RelayState=a%2fb", ""));
    assertAccepted(signed);
  }

  @Test
  void theOrderOfTheQueryDoesNotMatter() throws Exception {
    String signed = signedQuery(TestKeys.SP, RequestXml.valid().redirect() + "&RelayState=a");
    List<String> parts = List.of(signed.split("&"));
    assertAccepted(parts.get(3) + "&" + parts.get(2) + "&" + parts.get(1) + "&" + parts.get(0));
  }

  @Test
  void wrongRedirectSignaturesAreRefused() throws Exception {
    String query = RequestXml.valid().redirect();
    String signed = signedQuery(TestKeys.SP, query);
    String algorithm = "&SigAlg=" + RequestXml.url(ALGORITHM);
    assertRedirect(Code.SAML_SIGNATURE_INVALID, query + algorithm + "&Signature=");
    assertRedirect(Code.SAML_SIGNATURE_INVALID, query + algorithm + "&Signature=AAAA");
    assertRedirect(Code.SAML_SIGNATURE_INVALID, query + algorithm);
    assertRedirect(Code.SAML_SIGNATURE_INVALID, signed.replace(algorithm, ""));
    assertRedirect(Code.SAML_SIGNATURE_INVALID, signedQuery(TestKeys.STRANGER, query));
    assertRedirect(
        Code.SAML_SIGNATURE_INVALID,
        signedQuery(TestKeys.SP, query, SignatureMethod.RSA_SHA1, "SHA1withRSA"));
    assertRedirect(Code.SAML_PARAMETERS_AMBIGUOUS, signed + algorithm);
    assertRedirect(Code.SAML_PARAMETERS_AMBIGUOUS, signed + "&Signature=AAAA");
    String later = RequestXml.valid().with("ID", "_other").redirect();
    assertRedirect(Code.SAML_SIGNATURE_INVALID, signed.replace(query, later));
    assertAccepted(signed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "sha384", "sha512"})
  void signedPostIsAccepted(String hash) throws Exception {
    String digest = hash.equals("sha384") ? DigestMethod.SHA384 : DigestMethod.SHA256;
    String xml =
        new JdkXmlSignature()
            .signatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-" + hash)
            .digestMethod(digest)
            .sign(XML, TestKeys.SP);
    assertThat(IDP.readPost(RequestXml.post(xml))).isInstanceOf(RequestOutcome.Accepted.class);
  }

  static Stream<Arguments> wrongForms() {
    String exclusive = CanonicalizationMethod.EXCLUSIVE;
    return Stream.of(
        Arguments.of("rsa-sha1", new JdkXmlSignature().signatureMethod(SignatureMethod.RSA_SHA1)),
        Arguments.of("digest sha1", new JdkXmlSignature().digestMethod(DigestMethod.SHA1)),
        Arguments.of("empty reference", new JdkXmlSignature().uri("")),
        Arguments.of("two references", new JdkXmlSignature().references(2)),
        Arguments.of("no c14n transform", new JdkXmlSignature().transforms(Transform.ENVELOPED)),
        Arguments.of(
            "inclusive transform",
            new JdkXmlSignature()
                .transforms(Transform.ENVELOPED, CanonicalizationMethod.INCLUSIVE)),
        Arguments.of(
            "with comments",
            new JdkXmlSignature()
                .transforms(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS)),
        Arguments.of(
            "three transforms",
            new JdkXmlSignature().transforms(Transform.ENVELOPED, exclusive, exclusive)),
        Arguments.of(
            "inclusive SignedInfo",
            new JdkXmlSignature().canonicalization(CanonicalizationMethod.INCLUSIVE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongForms")
  void otherFormsOfXmlSignatureAreRefused(String name, JdkXmlSignature form) throws Exception {
    String xml = form.sign(XML, TestKeys.SP);
    assertPost(Code.SAML_SIGNATURE_INVALID, RequestXml.post(xml));
  }

  @Test
  void wrongXmlSignaturesAreRefused() throws Exception {
    String signed = new JdkXmlSignature().sign(XML, TestKeys.SP);
    String stranger = new JdkXmlSignature().sign(XML, TestKeys.STRANGER);
    assertPost(Code.SAML_SIGNATURE_INVALID, RequestXml.post(stranger));
    assertPost(Code.SAML_SIGNATURE_INVALID, changed(signed, "ForceAuthn=\"1\" ID=", "ID="));
    assertPost(
        Code.SAML_SIGNATURE_INVALID,
        changed(signed, "<ds:SignatureValue/>", "(?s)<ds:SignatureValue>.*</ds:SignatureValue>"));
    assertPost(
        Code.SAML_SIGNATURE_INVALID,
        changed(signed, "<ds:Object/></ds:Signature>", "</ds:Signature>"));
    assertPost(
        Code.SAML_SIGNATURE_INVALID,
        changed(signed, "<ds:KeyInfo><ds:KeyName>a</ds:KeyName>", "<ds:KeyInfo>"));
    assertPost(Code.SAML_SIGNATURE_INVALID, changed(signed, "URI=\"#_other\"", "URI=\"#[^\"]*\""));
    assertPost(
        Code.SAML_SIGNATURE_INVALID,
        RequestXml.post(
            RequestXml.valid().afterIssuer("<ds:Signature xmlns:ds='" + DS + "'/>").xml()));
    assertThat(IDP.readPost(RequestXml.post(signed))).isInstanceOf(RequestOutcome.Accepted.class);
  }

  @Test
  void wrappedRequestsAreRefused() throws Exception {
    String signed = new JdkXmlSignature().sign(XML, TestKeys.SP);
    String signature =
        signed.substring(signed.indexOf("<ds:Signature "), signed.indexOf("</samlp:AuthnRequest>"));
    String original = signed.replace(signature, "");
    RequestXml forged = RequestXml.valid().with("ForceAuthn", "true");
    List<String> wrappings =
        List.of(
            forged.afterIssuer(signature).xml(),
            forged.with("ID", "_evil").afterIssuer(signature).xml(),
            forged.afterIssuer(signature + original).xml(),
            forged.afterIssuer(signature + signed).xml(),
            forged
                .afterIssuer(signature + "<samlp:Extensions>" + original + "</samlp:Extensions>")
                .xml(),
            forged
                .afterIssuer(
                    signature.replace(
                        "</ds:Signature>",
                        "<ds:Object>" + original + "</ds:Object></ds:Signature>"))
                .xml(),
            forged
                .afterIssuer(signature.replace("</ds:KeyInfo>", original + "</ds:KeyInfo>"))
                .xml(),
            forged.afterIssuer(signature + signature).xml());
    for (String wrapping : wrappings) {
      RefusalException refused =
          assertThrows(
              RefusalException.class, () -> IDP.readPost(RequestXml.post(wrapping)), wrapping);
      assertThat(refused.code()).isIn(Code.SAML_SIGNATURE_INVALID, Code.SAML_REQUEST_INVALID);
    }
  }

  @Test
  void aSmallKeyIsNotTrusted() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Fixture.provider(
                Fixture.downstream(List.of(TestKeys.certificateOf(1024)), true, false)));
  }

  private static String changed(String signed, String replacement, String pattern) {
    String changed = signed.replaceFirst(pattern, replacement);
    assertThat(changed).isNotEqualTo(signed);
    return RequestXml.post(changed);
  }

  private static String signedQuery(SigningKey key, String query) throws Exception {
    return signedQuery(key, query, ALGORITHM, "SHA256withRSA");
  }

  private static String signedQuery(SigningKey key, String query, String uri, String jcaName)
      throws Exception {
    String signed = query + "&SigAlg=" + RequestXml.url(uri);
    Signature signature = Signature.getInstance(jcaName);
    signature.initSign(key.privateKey());
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    return signed + "&Signature=" + RequestXml.url(RequestXml.base64(signature.sign()));
  }

  private static void assertAccepted(String query) throws Exception {
    assertThat(IDP.readRedirect(query)).isInstanceOf(RequestOutcome.Accepted.class);
  }

  private static void assertRedirect(Code code, String query) {
    RefusalException refused =
        assertThrows(RefusalException.class, () -> IDP.readRedirect(query), query);
    assertThat(refused.code()).isEqualTo(code);
  }

  private static void assertPost(Code code, String body) {
    RefusalException refused = assertThrows(RefusalException.class, () -> IDP.readPost(body), body);
    assertThat(refused.code()).isEqualTo(code);
  }
}
