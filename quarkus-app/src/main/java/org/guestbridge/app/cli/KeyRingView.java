package org.guestbridge.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.RealmKeys;
import org.guestbridge.app.keys.SigningEntry;

/**
 * What may be shown of a key ring.
 *
 * @param thumbprint what nodes compare
 * @param realms their signing keys
 */
record KeyRingView(String thumbprint, List<OfRealm> realms) {

  /** The ring as it holds at {@code now}. */
  static KeyRingView of(KeyRing ring, Instant now) {
    return new KeyRingView(
        ring.thumbprint(),
        ring.realms().stream()
            .flatMap(realm -> ring.find(realm).stream())
            .map(keys -> OfRealm.of(keys, now))
            .toList());
  }

  /**
   * The signing keys of one realm.
   *
   * @param realm its name
   * @param keys the active one first, then the staged one, then retired ones
   */
  record OfRealm(String realm, List<OfKey> keys) {

    static OfRealm of(RealmKeys keys, Instant now) {
      return new OfRealm(
          keys.realm().value(),
          keys.at(now).all().stream().map(entry -> OfKey.of(entry, now)).toList());
    }
  }

  /**
   * One signing key.
   *
   * @param serial tells the realm's keys apart
   * @param state active, staged or retired
   * @param takesOverAt when a staged key becomes active by itself
   * @param certificateSubject whom the certificate names
   * @param certificateSha256 the certificate's fingerprint
   * @param notBefore since when it is valid
   * @param notAfter until when
   * @param daysLeft whole days until then; negative when it ran out
   */
  record OfKey(
      int serial,
      String state,
      Optional<Instant> takesOverAt,
      String certificateSubject,
      String certificateSha256,
      Instant notBefore,
      Instant notAfter,
      long daysLeft) {

    static OfKey of(SigningEntry entry, Instant now) {
      var certificate = entry.certificate();
      Instant notAfter = certificate.getNotAfter().toInstant();
      return new OfKey(
          entry.serial(),
          entry.state().text(),
          entry.takesOverAt(),
          certificate.getSubjectX500Principal().getName(),
          entry.fingerprint(),
          certificate.getNotBefore().toInstant(),
          notAfter,
          Duration.between(now, notAfter).toDays());
    }

    /** The key in three lines. */
    List<String> lines() {
      return List.of(
          "  key "
              + serial
              + "      "
              + state
              + takesOverAt.map(instant -> ", takes over at " + instant).orElse(""),
          "    SHA-256  " + certificateSha256,
          "    valid    " + notBefore + " to " + notAfter + ", " + daysLeft + " days left");
    }
  }
}
