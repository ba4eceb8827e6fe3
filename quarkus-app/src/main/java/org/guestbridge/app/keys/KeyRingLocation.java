package org.guestbridge.app.keys;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a key ring is and where its password comes from: the environment when it is set there, else
 * the file beside the ring.
 *
 * @param ring the PKCS#12 file
 * @param passwordFile the file with the password, one line
 * @param environmentPassword the password from the environment
 */
public record KeyRingLocation(
    OwnerOnlyFile ring, OwnerOnlyFile passwordFile, Optional<String> environmentPassword) {

  /** The variable that holds the ring's password, when no file does. */
  public static final String PASSWORD_VARIABLE = "GUESTBRIDGE_KEYRING_PASSWORD";

  public KeyRingLocation {
    Objects.requireNonNull(ring, "ring is null");
    Objects.requireNonNull(passwordFile, "passwordFile is null");
    Objects.requireNonNull(environmentPassword, "environmentPassword is null");
  }

  /** The ring of the data directory {@code data}. */
  public static KeyRingLocation in(Path data, Map<String, String> environment) {
    return new KeyRingLocation(
        new OwnerOnlyFile(data.resolve("keyring.p12")),
        new OwnerOnlyFile(data.resolve("keyring.password")),
        Optional.ofNullable(environment.get(PASSWORD_VARIABLE)).filter(text -> !text.isEmpty()));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[key ring at " + ring.path() + "]";
  }
}
