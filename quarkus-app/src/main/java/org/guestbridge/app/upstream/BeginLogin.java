package org.guestbridge.app.upstream;

import java.util.Optional;

/**
 * What the login transaction asks of an authorization request.
 *
 * @param state ties the callback to the transaction; {@value #MAX_STATE_LENGTH} printable ASCII
 *     characters at most (RFC 6749 appendix A.5)
 * @param forceAuthn whether the person must sign in anew
 * @param loginHint who is expected, as the downstream hinted; sent only where the realm allows it
 */
public record BeginLogin(String state, boolean forceAuthn, Optional<String> loginHint) {

  /** Longest state accepted. */
  public static final int MAX_STATE_LENGTH = 512;

  public BeginLogin {
    if (!VisibleText.is(state, MAX_STATE_LENGTH)) {
      throw new IllegalArgumentException("the state is empty, too long or not printable ASCII");
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[begin login]";
  }
}
