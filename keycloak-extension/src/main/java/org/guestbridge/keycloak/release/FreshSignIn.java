package org.guestbridge.keycloak.release;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a client asked for a fresh sign-in (ForceAuthn, SAML core 3.4.1), as the client note {@link
 * #NAME} of the authentication session says it. Keycloak asks the identity provider for one, and
 * leaves it at that; so whoever reads the identity provider's answer has to see the proof.
 *
 * @param since when the client asked
 */
public record FreshSignIn(Instant since) {

  /** The name of the client note. */
  public static final String NAME = "guestbridge.forceAuthn";

  /** How far clocks may differ; the same as in the standalone broker. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** The note's text. */
  public String text() {
    return since.toString();
  }

  /**
   * Reads a note.
   *
   * @param text as the session holds it; null when nobody asked
   * @return a demand that nothing meets when the text is no instant
   */
  public static Optional<FreshSignIn> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new FreshSignIn(Instant.parse(text)));
    } catch (DateTimeParseException malformed) {
      return Optional.of(new FreshSignIn(Instant.MAX));
    }
  }

  /**
   * Whether somebody who signed in at {@code signedIn} did so for this request. Exactly the skew
   * before the request, and exactly the skew ahead of now, are accepted.
   */
  public boolean isMetBy(Instant signedIn, Instant now) {
    return !signedIn.isBefore(since.minus(SKEW)) && !signedIn.isAfter(now.plus(SKEW));
  }
}
