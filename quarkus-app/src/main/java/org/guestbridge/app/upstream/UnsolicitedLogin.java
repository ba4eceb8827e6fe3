package org.guestbridge.app.upstream;

import java.time.Instant;
import org.guestbridge.core.identity.VerifiedIdentity;

/**
 * A person whom an upstream sent unasked.
 *
 * @param identity who they are
 * @param messageIssuer the issuer of the message
 * @param messageId its id, unique for the issuer (SAML core section 1.3.4)
 * @param usableUntil from when on the message is refused for its age
 */
public record UnsolicitedLogin(
    VerifiedIdentity identity, String messageIssuer, String messageId, Instant usableUntil) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[unsolicited login]";
  }
}
