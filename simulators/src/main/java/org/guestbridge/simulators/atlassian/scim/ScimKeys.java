package org.guestbridge.simulators.atlassian.scim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The directory's one API key. It holds for a year and nobody is told before it ends; regenerating
 * it ends the old one at once (support.atlassian.com, "Manage SCIM API key expiration").
 */
public final class ScimKeys {
  private final Clock clock;
  private final Duration lifetime;
  private final SecureRandom random = new SecureRandom();
  private String current = "";
  private Instant expiresAt = Instant.EPOCH;

  ScimKeys(Clock clock, Duration lifetime) {
    this.clock = clock;
    this.lifetime = lifetime;
    regenerate();
  }

  /** The key for the header {@code Authorization: Bearer}. */
  public synchronized String current() {
    return current;
  }

  public synchronized Instant expiresAt() {
    return expiresAt;
  }

  /** Makes a new key and returns it; the old one stops working. */
  public synchronized String regenerate() {
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    return use("ATSCIM" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Takes a key that was chosen outside, so that both sides can be configured beforehand. */
  public synchronized String use(String key) {
    current = key;
    expiresAt = clock.instant().plus(lifetime);
    return current;
  }

  synchronized boolean accepts(String key) {
    return MessageDigest.isEqual(
            key.getBytes(StandardCharsets.UTF_8), current.getBytes(StandardCharsets.UTF_8))
        && clock.instant().isBefore(expiresAt);
  }
}
