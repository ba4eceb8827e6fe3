package org.guestbridge.simulators.atlassian;

/** How a login found its account. */
public enum Linking {
  /** The internal id was known and the address the same. */
  BY_INTERNAL_ID,
  /** The internal id was known; the account took the new address. */
  RENAMED,
  /** The address was known and the account had no internal id yet; it has one now. */
  LINKED_BY_EMAIL,
  /**
   * The address was known under another internal id, which was replaced: another person's login?
   */
  RELINKED_BY_EMAIL,
  /** The address was known and internal ids are not honoured. */
  BY_EMAIL,
  /** Nothing was known; the account was created at this login. */
  CREATED
}
