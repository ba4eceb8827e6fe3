package org.guestbridge.app.doctor;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestbridge.app.expiry.CertificateSource;
import org.guestbridge.app.expiry.ExpiringCertificate;
import org.guestbridge.app.expiry.ExpiryCheck;
import org.guestbridge.app.expiry.ExpiryFinding;
import org.guestbridge.app.expiry.RealmCertificates;
import org.guestbridge.app.expiry.SigningCertificates;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;

/** Looks at the key ring, and at the dates of every certificate that something depends on. */
final class KeysCheck implements Check {

  private final KeyRingLocation location;
  private final Optional<Realm> realm;
  private final InstantSource clock;

  KeysCheck(KeyRingLocation location, Optional<Realm> realm, InstantSource clock) {
    this.location = location;
    this.realm = realm;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "key ring and certificates";
  }

  @Override
  public List<Finding> run() {
    try {
      KeyRing ring = KeyRing.open(location);
      CertificateSource signing =
          () ->
              SigningCertificates.of(ring, clock.instant())
                  .filter(each -> realm.isEmpty() || realm.get().id().equals(each.realm()));
      return Stream.concat(Stream.of(ring(ring)), certificates(List.of(signing, this::ofRealm)))
          .toList();
    } catch (RefusalException refusal) {
      Diagnosis diagnosis =
          refusal.code() == Code.KEY_RING_MISSING
              ? Diagnosis.KEY_RING_ABSENT
              : Diagnosis.KEY_RING_UNUSABLE;
      Finding unopened = Finding.of(diagnosis, "key ring", OidcUpstreamCheck.seen(refusal));
      return Stream.concat(Stream.of(unopened), certificates(List.of(this::ofRealm))).toList();
    }
  }

  private Finding ring(KeyRing ring) {
    return realm.filter(known -> ring.find(known.id()).isEmpty()).isPresent()
        ? Finding.of(Diagnosis.SIGNING_KEY_ABSENT, "key ring", "no key of the realm")
        : Finding.of(Diagnosis.KEY_RING_OK, "key ring", "thumbprint " + ring.thumbprint());
  }

  private Stream<ExpiringCertificate> ofRealm() {
    return realm.stream().flatMap(RealmCertificates::of);
  }

  private Stream<Finding> certificates(List<CertificateSource> sources) {
    return new ExpiryCheck(sources, clock).findings().stream().map(KeysCheck::finding);
  }

  private static Finding finding(ExpiryFinding found) {
    ExpiringCertificate certificate = found.certificate();
    Diagnosis diagnosis =
        switch (found.urgency()) {
          case NONE -> Diagnosis.CERTIFICATE_OK;
          case SIXTY_DAYS, THIRTY_DAYS -> Diagnosis.CERTIFICATE_ENDING;
          case SEVEN_DAYS -> Diagnosis.CERTIFICATE_PRESSING;
          case EXPIRED -> Diagnosis.CERTIFICATE_EXPIRED;
        };
    return new Finding(
        diagnosis,
        certificate.purpose().text() + " " + certificate.name(),
        "until "
            + certificate.notAfter()
            + ", "
            + found.left().toDays()
            + " days left, SHA-256 "
            + certificate.fingerprint(),
        diagnosis == Diagnosis.CERTIFICATE_OK ? "" : certificate.purpose().remedy());
  }
}
