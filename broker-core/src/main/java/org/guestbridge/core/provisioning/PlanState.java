package org.guestbridge.core.provisioning;

/** What was last decided about a person. */
public enum PlanState {
  /** Nothing yet. */
  NEW,
  /** The directories are to have an active account. */
  PROVIDED,
  /** The person is inactive or gone upstream, or the binding is held or retired. */
  WITHDRAWN,
  /** The person may not have an account; the code says why. */
  HELD_BACK
}
