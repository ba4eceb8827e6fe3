package org.guestbridge.core.alias;

/** What kind of address a binding holds. */
public enum BindingKind {
  /** An alias on an alias domain, made once and never changed. */
  ALIAS,
  /** An employee's own address on a pass-through domain. */
  PASS_THROUGH
}
