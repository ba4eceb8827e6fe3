package org.guestbridge.core.broker;

import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;

/**
 * A verified identity that asks to be released.
 *
 * @param identity who
 * @param transaction the login transaction, used up when the identity is released
 * @param downstream the name of the downstream in the realm file
 * @param correlationId of the login
 */
public record LoginAttempt(
    VerifiedIdentity identity, OnceMark transaction, String downstream, String correlationId) {

  /** The same attempt of the same person, of whom more is known. */
  LoginAttempt with(VerifiedIdentity known) {
    return new LoginAttempt(known, transaction, downstream, correlationId);
  }
}
