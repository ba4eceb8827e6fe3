package org.guestbridge.app.upstream.saml;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * The XML of a SAML response, through grammar, signatures, decryption and every check to a person.
 * One response was signed, in four ways; whoever is accepted is whom it names.
 */
public final class ResponseFuzz implements FuzzTarget {

  private static final SigningKey KEY = TestKeys.of(Require.KEY);

  private static final Code[] DOCUMENTED = {
    Code.RESPONSE_OVERSIZED,
    Code.RESPONSE_ENCODING,
    Code.XML_FORBIDDEN,
    Code.XML_MALFORMED,
    Code.RESPONSE_INVALID,
    Code.UPSTREAM_DENIED,
    Code.RESPONSE_UNSIGNED,
    Code.RESPONSE_SIGNATURE,
    Code.RESPONSE_ENCRYPTED,
    Code.RESPONSE_DECRYPTION,
    Code.RESPONSE_ISSUER,
    Code.RESPONSE_DESTINATION,
    Code.RESPONSE_REQUEST,
    Code.RESPONSE_TIME
  };

  private final SamlConnection connection =
      Upstreams.connection(
          Upstreams.upstream(Upstreams.ENTRA, Upstreams.pinned(KEY.certificate()), false, KEY),
          Upstreams.clock());
  private final Object signedClaims;

  public ResponseFuzz() {
    try {
      signedClaims = claims(complete(assertionSigned().getBytes(StandardCharsets.UTF_8)));
    } catch (RefusalException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public List<byte[]> seeds() {
    String plain = Messages.response(Messages.assertion());
    String assertion = assertionSigned();
    String response = signed(plain, "_response");
    return Require.seeds(
        assertion,
        response,
        signed(assertion, "_response"),
        encrypted(assertion),
        plain,
        assertion.replace("jane.doe@", "john.doe@"),
        assertion.replace("ID=\"_response\"", "ID=\"_assertion\""),
        assertion.replace("status:Success", "status:Responder"),
        assertion.replace(
            "IssueInstant=\"" + Messages.NOW + "\" Dest", "IssueInstant=\"2026-11-22\" Dest"),
        assertion.replace(Messages.response("").substring(0, 40), "<!DOCTYPE x>"),
        Messages.signed(plain, "_assertion", TestKeys.STRANGER.privateKey()),
        "<a>".repeat(80),
        "");
  }

  @Override
  public void read(byte[] input) throws Exception {
    VerifiedIdentity identity;
    try {
      identity = complete(input);
    } catch (RefusalException refused) {
      throw Require.documented(refused, DOCUMENTED);
    }
    Require.that(claims(identity).equals(signedClaims), "what is accepted is what was signed");
  }

  private VerifiedIdentity complete(byte[] xml) throws RefusalException {
    String encoded = Base64.getEncoder().encodeToString(xml);
    String form =
        "SAMLResponse=" + URLEncoder.encode(encoded, StandardCharsets.UTF_8) + "&RelayState=s1";
    if (encoded.isEmpty() || form.length() > ResponseForm.MAX_LENGTH) {
      throw new RefusalException(Code.RESPONSE_OVERSIZED, "no form has it");
    }
    return connection.complete(ResponseForm.read(form), Upstreams.pending(false));
  }

  private static String assertionSigned() {
    return signed(Messages.response(Messages.assertion()), "_assertion");
  }

  private static String signed(String xml, String id) {
    return Messages.signed(xml, id, KEY.privateKey());
  }

  private static String encrypted(String assertionSigned) {
    String end = "</Assertion>";
    String assertion =
        assertionSigned.substring(
            assertionSigned.indexOf("<Assertion"), assertionSigned.indexOf(end) + end.length());
    return Messages.response(Sealed.usual(assertion, KEY.certificate().getPublicKey()).xml());
  }

  private static Object claims(VerifiedIdentity identity) {
    return List.of(identity.subject(), identity.account(), identity.profile(), identity.evidence());
  }
}
