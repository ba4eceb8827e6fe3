package org.guestbridge.core.provisioning;

/** What a directory is told of. */
public enum DeliveryKind {
  /** An account; its key is the id of the binding. */
  USER,
  /** A group; its key is its name. */
  GROUP
}
