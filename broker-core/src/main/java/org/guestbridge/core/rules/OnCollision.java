package org.guestbridge.core.rules;

/** What happens when the alias that a rule makes is taken. */
public enum OnCollision {
  /** A suffix from a digest of the subject is added, lengthened until free, three tries at most. */
  SUFFIX,
  /** The login is refused. */
  REFUSE
}
