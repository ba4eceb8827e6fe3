package org.guestbridge.app.downstream.saml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.app.samlxml.AuthnRequestMessage;
import org.guestbridge.app.samlxml.OpenSamlRuntime;
import org.guestbridge.app.samlxml.RequestDocument;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * A request's XML, its grammar and its signature. What is read has an id that may stand in an
 * answer; what verifies says exactly what was signed.
 */
public final class AuthnRequestFuzz implements FuzzTarget {

  private static final SigningKey KEY = TestKeys.of(Require.KEY);
  private static final TrustedKeys TRUSTED = TrustedKeys.of(List.of(KEY.certificate()));
  private static final String FULL = signed(attributes(), KEY);
  private static final String PLAIN = signed(RequestXml.valid(), KEY);

  static {
    OpenSamlRuntime.initialise();
  }

  private final XmlGate gate = new XmlGate();
  private final Set<AuthnRequestMessage> signed = Set.of(message(FULL), message(PLAIN));

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String xml :
        List.of(
            RequestXml.valid().xml(),
            full().xml(),
            FULL,
            PLAIN,
            signed(RequestXml.valid(), TestKeys.STRANGER),
            RequestXml.valid().without("ID").xml(),
            RequestXml.valid().with("IssueInstant", "2026-02-30T10:00:00Z").xml(),
            RequestXml.valid().with("Version", "1.1").xml(),
            RequestXml.valid().issuer("").xml())) {
      seeds.add(xml.getBytes(StandardCharsets.UTF_8));
    }
    return seeds;
  }

  @Override
  public void read(byte[] input) throws Exception {
    RequestDocument<AuthnRequestMessage> document;
    try {
      document = RequestDocument.authnRequest(gate, input);
    } catch (RefusalException refused) {
      throw Require.documented(
          refused,
          Code.SAML_REQUEST_OVERSIZED,
          Code.XML_FORBIDDEN,
          Code.XML_MALFORMED,
          Code.SAML_REQUEST_INVALID);
    }
    requireMessage(document.message());
    if (document.isSigned()) {
      requireSigned(document);
    }
  }

  private void requireSigned(RequestDocument<AuthnRequestMessage> document)
      throws RefusalException {
    AuthnRequestMessage verified;
    try {
      verified = document.verified(TRUSTED);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.SAML_SIGNATURE_INVALID, Code.SAML_REQUEST_INVALID);
    }
    Require.that(signed.contains(verified), "what verifies is what was signed");
  }

  static void requireMessage(AuthnRequestMessage message) {
    Require.that(message.id().matches("[A-Za-z_][A-Za-z0-9._-]{0,255}"), "the id is an NCName");
    Require.that(!message.issuer().isEmpty(), "there is an issuer");
    Require.that(
        message.acsIndex().isEmpty()
            || (message.acsIndex().getAsInt() >= 0 && message.acsIndex().getAsInt() <= 99_999),
        "an index is small");
    Require.that(
        message
            .context()
            .map(context -> context.declarations() == context.classes().isEmpty())
            .orElse(true),
        "a context has classes or declarations");
  }

  private static RequestXml attributes() {
    return RequestXml.valid()
        .with("ForceAuthn", "true")
        .with("IsPassive", "0")
        .with("ProviderName", "A & B");
  }

  private static RequestXml full() {
    return attributes()
        .afterIssuer(
            "<samlp:NameIDPolicy AllowCreate=\"true\""
                + " Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"/>"
                + "<samlp:RequestedAuthnContext Comparison=\"exact\"><saml:AuthnContextClassRef>"
                + "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"
                + "</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>");
  }

  private static String signed(RequestXml request, SigningKey key) {
    try {
      return new JdkXmlSignature().sign(request.xml(), key);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static AuthnRequestMessage message(String xml) {
    try {
      byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
      return RequestDocument.authnRequest(new XmlGate(), bytes).verified(TRUSTED);
    } catch (RefusalException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
