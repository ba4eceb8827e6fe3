package org.guestbridge.app.downstream.saml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.app.samlxml.LogoutRequestMessage;
import org.guestbridge.app.samlxml.OpenSamlRuntime;
import org.guestbridge.app.samlxml.RequestDocument;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** A logout request's XML, its grammar and its signature: what verifies is what was signed. */
public final class LogoutRequestFuzz implements FuzzTarget {

  private static final SigningKey KEY = TestKeys.of(Require.KEY);
  private static final TrustedKeys TRUSTED = TrustedKeys.of(List.of(KEY.certificate()));

  private static final String PLAIN =
      """
      <samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
      xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_0123456789abcdef" Version="2.0" \
      IssueInstant="2026-11-22T10:00:00Z" \
      Destination="https://sso.example.com/r/example/saml/slo">\
      <saml:Issuer>https://auth.atlassian.com/saml/0a1b</saml:Issuer>\
      <saml:NameID>joe</saml:NameID><samlp:SessionIndex>_s</samlp:SessionIndex>\
      </samlp:LogoutRequest>""";

  private final XmlGate gate = new XmlGate();
  private final String signed;
  private final LogoutRequestMessage message;

  public LogoutRequestFuzz() {
    OpenSamlRuntime.initialise();
    try {
      signed = new JdkXmlSignature().afterIssuer().sign(PLAIN, KEY);
      message = document(signed.getBytes(StandardCharsets.UTF_8)).verified(TRUSTED);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public List<byte[]> seeds() throws Exception {
    String stranger = new JdkXmlSignature().afterIssuer().sign(PLAIN, TestKeys.STRANGER);
    return Require.seeds(
        PLAIN,
        signed,
        stranger,
        PLAIN.replace("Destination", "NotOnOrAfter=\"2026-11-22T10:05:00Z\" Destination"),
        PLAIN.replace("<saml:NameID>joe</saml:NameID>", ""),
        PLAIN.replace("Version=\"2.0\"", "Version=\"1.1\""));
  }

  @Override
  public void read(byte[] input) throws Exception {
    RequestDocument<LogoutRequestMessage> document;
    try {
      document = document(input);
    } catch (RefusalException refused) {
      throw Require.documented(
          refused,
          Code.SAML_REQUEST_OVERSIZED,
          Code.XML_FORBIDDEN,
          Code.XML_MALFORMED,
          Code.SAML_REQUEST_INVALID);
    }
    Require.that(document.message().id().matches("[A-Za-z_][A-Za-z0-9._-]{0,255}"), "an id");
    Require.that(!document.message().issuer().isEmpty(), "there is an issuer");
    if (document.isSigned()) {
      requireSigned(document);
    }
  }

  private void requireSigned(RequestDocument<LogoutRequestMessage> document)
      throws RefusalException {
    LogoutRequestMessage verified;
    try {
      verified = document.verified(TRUSTED);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.SAML_SIGNATURE_INVALID, Code.SAML_REQUEST_INVALID);
    }
    Require.that(verified.equals(message), "what verifies is what was signed");
  }

  private RequestDocument<LogoutRequestMessage> document(byte[] xml) throws RefusalException {
    return RequestDocument.logoutRequest(gate, xml);
  }
}
