package org.guestbridge.app.downstream.saml;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.guestbridge.app.samlxml.RequestMessage;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Whether a request was made for one of our URLs, and lately. */
final class Addressing {

  /** A request issued exactly this long ago is accepted, one nanosecond more is not. */
  static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** A request issued exactly this far ahead is accepted, one nanosecond more is not. */
  static final Duration MAX_AHEAD = Duration.ofSeconds(60);

  private final String url;
  private final InstantSource clock;

  Addressing(String url, InstantSource clock) {
    this.url = url;
    this.clock = clock;
  }

  /**
   * Checks a request.
   *
   * @throws RefusalException SAML_DESTINATION_MISMATCH or SAML_REQUEST_STALE
   */
  void check(RequestMessage message, boolean signed) throws RefusalException {
    checkDestination(message, signed);
    checkFreshness(message);
  }

  /** SAML bindings 3.4.5.2, 3.5.5.2: a signed message must say where it is addressed to. */
  private void checkDestination(RequestMessage message, boolean signed) throws RefusalException {
    boolean fits = message.destination().map(url::equals).orElse(!signed);
    if (!fits) {
      throw new RefusalException(
          Code.SAML_DESTINATION_MISMATCH, "Destination is not this realm's URL");
    }
  }

  private void checkFreshness(RequestMessage message) throws RefusalException {
    Instant now = clock.instant();
    Instant issued = message.issueInstant();
    if (issued.isBefore(now.minus(MAX_AGE)) || issued.isAfter(now.plus(MAX_AHEAD))) {
      throw new RefusalException(Code.SAML_REQUEST_STALE, "IssueInstant is out of range");
    }
  }
}
