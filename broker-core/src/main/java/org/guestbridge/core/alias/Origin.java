package org.guestbridge.core.alias;

/** On whose word a binding is made. */
public enum Origin {
  /** A login proved the person. */
  LOGIN,
  /** A provisioning client told of the person; the binding is provisional until a login matches. */
  PROVISIONING
}
