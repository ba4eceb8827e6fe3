package org.guestbridge.core.identity;

/** Whose account it is that signed in. */
public enum AccountKind {
  /** The tenant's own account: it authenticates with the tenant's credentials. */
  INTERNAL,
  /** Somebody else's account: it authenticates at another tenant or provider. */
  EXTERNAL,
  /** Not proven; always refused. */
  UNKNOWN
}
