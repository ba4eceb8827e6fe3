package org.guestbridge.app.expiry;

import java.util.stream.Stream;

/** A part that depends on certificates, and knows those of this moment. */
@FunctionalInterface
public interface CertificateSource {

  /** The certificates on which it depends now; no two with the same realm, purpose and name. */
  Stream<ExpiringCertificate> certificates();
}
