package org.guestbridge.core.alias;

/** Whether a binding may be released. */
public enum BindingStatus {
  /** The person may sign in. */
  ACTIVE,
  /**
   * An administrator has to answer: the same person (release, or convert when the kind of account
   * changed) or another (retire).
   */
  HELD,
  /** A tombstone: neither the key nor any of its addresses is ever used again. */
  RETIRED
}
