package org.guestbridge.app.cli;

import java.time.Instant;
import org.guestbridge.app.keys.KeyRing;

/**
 * What may be shown of a key ring.
 *
 * @param thumbprint what nodes compare
 * @param certificateSubject whom the certificate names
 * @param certificateSha256 the certificate's fingerprint
 * @param notBefore since when it is valid
 * @param notAfter until when
 */
record KeyRingView(
    String thumbprint,
    String certificateSubject,
    String certificateSha256,
    Instant notBefore,
    Instant notAfter) {

  static KeyRingView of(KeyRing ring) {
    var certificate = ring.signingCertificate();
    return new KeyRingView(
        ring.thumbprint(),
        certificate.getSubjectX500Principal().getName(),
        ring.certificateFingerprint(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
