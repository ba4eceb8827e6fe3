package org.guestbridge.app.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What has to be remembered between the downstream's request and the upstream's answer. It travels
 * sealed in the browser; no server keeps it.
 *
 * @param id names the cookie, is the OAuth {@code state}, and is what is used up once
 * @param downstream the downstream's name in the realm file
 * @param consumer the index of the downstream's consumer that the answer goes to
 * @param requestId the id of the AuthnRequest, returned as InResponseTo
 * @param relayState returned verbatim to the downstream, at most 512 bytes
 * @param upstream the upstream's name in the realm file
 * @param nonce expected in the ID token
 * @param codeVerifier the PKCE verifier (RFC 7636 section 4.1)
 * @param freshSignIn whether the downstream asked for ForceAuthn
 * @param startedAt when it began, to the second
 * @param correlationId names this login in logs, pages and the audit log
 */
public record LoginTransaction(
    String id,
    String downstream,
    int consumer,
    String requestId,
    Optional<String> relayState,
    String upstream,
    String nonce,
    String codeVerifier,
    boolean freshSignIn,
    Instant startedAt,
    String correlationId) {

  /** How long a sign-in may take. */
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  /** The instant from which on it is expired. */
  public Instant expiresAt() {
    return startedAt.plus(LIFETIME);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[login transaction]";
  }
}
