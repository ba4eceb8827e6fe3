package org.guestbridge.app.upstream;

import java.time.Instant;

/**
 * What the login transaction remembers of its authorization request.
 *
 * @param state the state that was sent
 * @param nonce what the answer has to repeat
 * @param codeVerifier the PKCE verifier behind the challenge that was sent; empty where there was
 *     none
 * @param forceAuthn whether a fresh sign-in was asked for
 * @param startedAt when the request was sent
 */
public record PendingLogin(
    String state, String nonce, String codeVerifier, boolean forceAuthn, Instant startedAt) {

  public PendingLogin {
    if (state.isEmpty() || nonce.isEmpty()) {
      throw new IllegalArgumentException("state or nonce is empty");
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[pending login]";
  }
}
