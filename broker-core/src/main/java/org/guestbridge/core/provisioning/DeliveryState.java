package org.guestbridge.core.provisioning;

/** How far a delivery got. */
public enum DeliveryState {
  /** The directory is still to be told. */
  PENDING,
  /** The directory has what is desired. */
  DELIVERED,
  /** The directory refused; waits for a change or an administrator. */
  SET_ASIDE
}
