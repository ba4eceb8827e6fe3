package org.guestbridge.app.expiry;

import java.time.Instant;
import java.util.stream.Stream;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.RealmKeys;
import org.guestbridge.app.keys.SigningEntry;

/** The certificates of a key ring that count: the active and the staged ones. */
public final class SigningCertificates {

  private SigningCertificates() {}

  /** Those of every realm, as they hold at {@code now}; a retired key may run out. */
  public static Stream<ExpiringCertificate> of(KeyRing ring, Instant now) {
    return ring.realms().stream()
        .flatMap(realm -> ring.find(realm).stream())
        .map(keys -> keys.at(now))
        .flatMap(SigningCertificates::of);
  }

  private static Stream<ExpiringCertificate> of(RealmKeys keys) {
    return Stream.concat(
        Stream.of(certificate(keys.active(), CertificatePurpose.SIGNING)),
        keys.staged().stream()
            .map(staged -> certificate(staged, CertificatePurpose.STAGED_SIGNING)));
  }

  private static ExpiringCertificate certificate(SigningEntry entry, CertificatePurpose purpose) {
    return new ExpiringCertificate(
        entry.realm(), purpose, Integer.toString(entry.serial()), entry.certificate());
  }
}
