package org.guestbridge.app.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The textual encoding of RFC 7468: 64 columns, line feeds, one after the last line, which is the
 * form that Atlassian's and Entra's input fields take.
 */
final class Pem {

  private static final int COLUMNS = 64;

  private Pem() {}

  static String of(X509Certificate certificate) {
    return encode("CERTIFICATE", der(certificate));
  }

  /** Unencrypted PKCS#8. */
  static String of(PrivateKey key) {
    return encode("PRIVATE KEY", key.getEncoded());
  }

  /** SHA-256 of the certificate, lower case hexadecimal. */
  static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform lacks SHA-256", e);
    }
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("the certificate does not encode", e);
    }
  }

  private static String encode(String label, byte[] der) {
    byte[] lineFeed = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(COLUMNS, lineFeed).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
