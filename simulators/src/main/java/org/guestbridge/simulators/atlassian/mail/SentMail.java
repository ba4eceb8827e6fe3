package org.guestbridge.simulators.atlassian.mail;

import java.time.Instant;

/**
 * A message and what became of it.
 *
 * @param to the account's address
 */
public record SentMail(Instant at, Kind kind, String to, String subject, Outcome outcome) {
  /** Why it was sent. */
  public enum Kind {
    /** Somebody outside the organization was given access to a product. */
    INVITATION,
    /** A product tells of something that happened. */
    NOTIFICATION
  }

  /** What became of it. */
  public enum Outcome {
    ACCEPTED,
    DEFERRED,
    BOUNCED,
    /** Not sent, because an earlier message to this address bounced. */
    SUPPRESSED
  }
}
