package org.guestbridge.app.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.guestbridge.app.upstream.Departure;

/**
 * What has to be remembered between the departure to the upstream and its answer. It travels sealed
 * in the browser; no server keeps it.
 *
 * @param id names the cookie, is the OAuth {@code state}, and is what is used up once
 * @param purpose what the sign-in is for
 * @param upstream the upstream's name in the realm file
 * @param nonce expected in the ID token
 * @param codeVerifier the PKCE verifier (RFC 7636 section 4.1)
 * @param choice the id of the choice that led to this upstream, when the person was asked
 * @param startedAt when it began, to the second
 * @param correlationId names this login in logs, pages and the audit log
 */
public record LoginTransaction(
    String id,
    SignInPurpose purpose,
    String upstream,
    String nonce,
    String codeVerifier,
    Optional<String> choice,
    Instant startedAt,
    String correlationId) {

  /** How long a sign-in may take. */
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  /** The instant from which on it is expired. */
  public Instant expiresAt() {
    return startedAt.plus(LIFETIME);
  }

  /** The same transaction after another request to the upstream. */
  LoginTransaction by(Departure departure) {
    return new LoginTransaction(
        id,
        purpose,
        upstream,
        departure.nonce(),
        departure.codeVerifier(),
        choice,
        startedAt,
        correlationId);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[login transaction]";
  }
}
