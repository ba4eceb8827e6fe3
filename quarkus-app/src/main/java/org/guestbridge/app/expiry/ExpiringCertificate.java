package org.guestbridge.app.expiry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import org.guestbridge.core.text.RealmId;

/**
 * A certificate that something depends on.
 *
 * @param realm the realm that uses it
 * @param purpose what it is for
 * @param name tells it from others of the same realm and purpose: the serial of a signing key, the
 *     name of an upstream, the name of a downstream with the place in its list, from 1
 * @param certificate itself
 */
public record ExpiringCertificate(
    RealmId realm, CertificatePurpose purpose, String name, X509Certificate certificate) {

  /** The last moment at which it is valid (RFC 5280 section 4.1.2.5). */
  public Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  /** SHA-256, lower case hexadecimal. */
  public String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has a fingerprint", e);
    }
  }
}
