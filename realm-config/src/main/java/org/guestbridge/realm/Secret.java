package org.guestbridge.realm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must never be printed. Equality takes the same time wherever two texts differ. */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a text that was read from the environment or a file; it must not be blank. */
  public static Secret of(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret is blank");
    }
    return new Secret(value);
  }

  /** The text itself; for the one place that hands it to a protocol. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[secret]";
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
