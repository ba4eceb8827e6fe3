package org.guestbridge.core.broker;

/** What happens when the fingerprint suggests another human behind the same key. */
public enum ChangedHumanPolicy {
  /** The binding is held until an administrator answers. */
  HOLD,
  /** The login goes on; the new fingerprint is remembered and the change audited. */
  AUDIT
}
