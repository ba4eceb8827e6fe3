package org.guestbridge.core.ledger;

import java.time.Instant;

/**
 * Something that may be used once: a login transaction, an assertion id, a code.
 *
 * @param kind what it is
 * @param issuer who made the id, so that two issuers' ids never meet
 * @param id the id; stored as a digest only
 * @param notAfter when the thing itself stops being valid anyway; after that, with a margin, the
 *     mark may be swept
 */
public record OnceMark(Kind kind, String issuer, String id, Instant notAfter) {

  /** Longest issuer, in characters; the limit of a SAML entity id. */
  public static final int MAX_ISSUER_LENGTH = 1024;

  public OnceMark {
    if (issuer.isEmpty() || issuer.length() > MAX_ISSUER_LENGTH || id.isEmpty()) {
      throw new IllegalArgumentException("issuer or id is empty, or issuer is too long");
    }
  }

  /** What can be used once. */
  public enum Kind {
    /** A sign-in that the broker began. */
    LOGIN_TRANSACTION,
    /** A message that an upstream sent unasked. */
    UPSTREAM_MESSAGE,
    /** A downstream's request to log somebody out. */
    LOGOUT_REQUEST,
    /** A logout that the broker sent on to an upstream. */
    LOGOUT_TRANSACTION,
    /** The turn of one node to compare a directory. */
    RECONCILIATION
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[mark " + kind + "]";
  }
}
