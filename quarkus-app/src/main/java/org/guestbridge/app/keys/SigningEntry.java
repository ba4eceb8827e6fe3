package org.guestbridge.app.keys;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.text.RealmId;

/**
 * A signing key of one realm, with its certificate.
 *
 * @param realm whose assertions it signs
 * @param serial tells the keys of a realm apart, 1 for the first and one more for each that is
 *     staged, at most {@link #MAX_SERIAL}
 * @param state what it is for
 * @param takesOverAt when a staged key becomes the active one by itself; absent when an
 *     administrator switches, and always for other states
 * @param key the private half, RSA
 * @param certificate over the public half, which service providers pin
 */
public record SigningEntry(
    RealmId realm,
    int serial,
    KeyState state,
    Optional<Instant> takesOverAt,
    PrivateKey key,
    X509Certificate certificate) {

  /** The highest serial. */
  public static final int MAX_SERIAL = 9_999;

  public SigningEntry {
    if (serial < 1 || serial > MAX_SERIAL) {
      throw new IllegalArgumentException("not a serial");
    }
    if (takesOverAt.isPresent() && state != KeyState.STAGED) {
      throw new IllegalArgumentException("only a staged key takes over");
    }
  }

  /** The SHA-256 fingerprint of the certificate, lower case hexadecimal. */
  public String fingerprint() {
    return Pem.fingerprint(certificate);
  }

  /**
   * The certificate as PEM: the block to paste into Atlassian, with nothing before, one line feed
   * after it, and no carriage return.
   */
  public String certificatePem() {
    return Pem.of(certificate);
  }

  /**
   * The signing key as PEM (PKCS#8, not encrypted): for an {@link OwnerOnlyFile} and nothing else.
   */
  public byte[] exposeKeyPem() {
    return Pem.of(key).getBytes(StandardCharsets.US_ASCII);
  }

  SigningEntry as(KeyState next) {
    return new SigningEntry(realm, serial, next, Optional.empty(), key, certificate);
  }

  SigningEntry takingOverAt(Optional<Instant> instant) {
    return new SigningEntry(realm, serial, state, instant, key, certificate);
  }

  boolean isExpiredAt(Instant instant) {
    return instant.isAfter(certificate.getNotAfter().toInstant());
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[" + state.text() + " signing key " + serial + " of " + realm + "]";
  }
}
