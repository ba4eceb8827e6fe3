package org.guestbridge.realm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 digest of a bearer token (RFC 6750), which is all that is kept of it. A token has
 * enough entropy of its own, so that the digest needs no salt.
 */
public final class BearerDigest {

  /** Shortest token, in characters. */
  public static final int MIN_LENGTH = 32;

  /** Longest token, in characters. */
  public static final int MAX_LENGTH = 1_024;

  private final byte[] sha256;

  private BearerDigest(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** The digest of {@code token}, whatever it looks like. */
  public static BearerDigest of(String token) {
    try {
      return new BearerDigest(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /** Whether {@code token} can stand in an Authorization header and is long enough. */
  public static boolean isFit(String token) {
    return token.length() >= MIN_LENGTH
        && token.length() <= MAX_LENGTH
        && token.matches("[A-Za-z0-9._~+/-]+=*");
  }

  /** Takes the same time wherever two digests differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BearerDigest that && MessageDigest.isEqual(sha256, that.sha256);
  }

  @Override
  public int hashCode() {
    return sha256[0];
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[digest]";
  }
}
