package org.guestbridge.app.samlxml;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;

/** Writes the query of a request by HTTP-Redirect (SAML bindings 3.4.4.1). */
public final class RedirectQuery {

  private RedirectQuery() {}

  /** The query of an unsigned request. */
  public static String of(OutgoingAuthnRequest request, String relayState) {
    byte[] deflated = deflate(request.xml().getBytes(StandardCharsets.UTF_8));
    return "SAMLRequest="
        + encode(Base64.getEncoder().encodeToString(deflated))
        + "&RelayState="
        + encode(relayState);
  }

  /** The query of a request that is signed with RSA-SHA256. */
  public static String signed(
      OutgoingAuthnRequest request, String relayState, RsaSigner signer, SigningKey key) {
    String query =
        of(request, relayState) + "&SigAlg=" + encode(SignatureAlgorithm.RSA_SHA256.uri());
    byte[] signature = signer.sign(key, query.getBytes(StandardCharsets.US_ASCII));
    return query + "&Signature=" + encode(Base64.getEncoder().encodeToString(signature));
  }

  private static byte[] deflate(byte[] xml) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(xml);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(xml.length);
      byte[] buffer = new byte[1024];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
