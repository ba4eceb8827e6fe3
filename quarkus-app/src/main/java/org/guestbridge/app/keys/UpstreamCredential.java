package org.guestbridge.app.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;

/**
 * A new key with which the broker proves itself to an upstream, and its self-signed certificate,
 * which an administrator uploads there (Microsoft identity platform: <em>application authentication
 * certificate credentials</em>). It is not part of the ring: a realm refers to its file.
 */
public final class UpstreamCredential {

  private final SelfSigned made;

  private UpstreamCredential(SelfSigned made) {
    this.made = made;
  }

  /**
   * Makes one.
   *
   * @param name stands in the certificate; 1 to 64 characters
   * @param days how long the certificate is valid from now on
   */
  public static UpstreamCredential generate(
      String name, KeySize size, int days, InstantSource clock) {
    try {
      return new UpstreamCredential(
          SelfSigned.generate(name, size, clock.instant(), Period.ofDays(days)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform lacks RSA", e);
    }
  }

  /** The certificate as PEM, the half to upload. */
  public String certificatePem() {
    return Pem.of(made.certificate());
  }

  /** The SHA-256 fingerprint of the certificate, lower case hexadecimal. */
  public String fingerprint() {
    return Pem.fingerprint(made.certificate());
  }

  /** Until when it is valid. */
  public Instant notAfter() {
    return made.certificate().getNotAfter().toInstant();
  }

  /**
   * Key (PKCS#8, not encrypted) and certificate as PEM, as a realm's {@code credential.certificate}
   * takes them: for an {@link OwnerOnlyFile} and nothing else.
   */
  public byte[] exposePem() {
    return (Pem.of(made.keys().getPrivate()) + certificatePem())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[upstream credential " + fingerprint() + "]";
  }
}
