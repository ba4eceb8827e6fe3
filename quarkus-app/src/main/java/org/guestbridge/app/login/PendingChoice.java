package org.guestbridge.app.login;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in that waits until the person has said where they belong. It travels sealed in the
 * browser; no server keeps it. It may be answered several times: each answer begins a transaction
 * of its own, as a request that arrives again does.
 *
 * @param id names the cookie
 * @param purpose what the sign-in is for
 * @param loginHint who is expected, as it was typed, untrusted
 * @param startedAt when it began to wait, to the second
 * @param correlationId names this login in logs, pages and the audit log
 */
record PendingChoice(
    String id,
    SignInPurpose purpose,
    Optional<String> loginHint,
    Instant startedAt,
    String correlationId) {

  /** Longest hint that is kept, in bytes of UTF-8, so that the cookie stays within its limit. */
  static final int MAX_HINT_BYTES = 128;

  PendingChoice {
    loginHint =
        loginHint.filter(hint -> hint.getBytes(StandardCharsets.UTF_8).length <= MAX_HINT_BYTES);
  }

  /** The instant from which on it is expired. */
  Instant expiresAt() {
    return startedAt.plus(LoginTransaction.LIFETIME);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[pending choice]";
  }
}
