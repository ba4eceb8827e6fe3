package org.guestbridge.app.login;

import java.time.Instant;
import java.util.Optional;

/**
 * A downstream's logout request that waits until the browser is back from the upstream. It travels
 * sealed in the browser; no server keeps it.
 *
 * @param id names the cookie and comes back as {@code state}
 * @param upstream where the browser went
 * @param downstream who asked, by the name in the realm file
 * @param requestId what the answer's InResponseTo says
 * @param relayState what the answer brings along
 * @param startedAt when it went, to the second
 */
record PendingLogout(
    String id,
    String upstream,
    String downstream,
    String requestId,
    Optional<String> relayState,
    Instant startedAt) {

  /** The instant from which on it is expired. */
  Instant expiresAt() {
    return startedAt.plus(LoginTransaction.LIFETIME);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[pending logout]";
  }
}
