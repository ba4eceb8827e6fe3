package org.guestbridge.core.audit;

import java.util.Locale;

/** What can happen to the mail route of an alias. */
public enum RouteChange {
  /** A sign-in proved the mailbox. */
  PROVEN,
  /** An administrator named the mailbox. */
  SET,
  /** Mail to the mailbox was reported as bounced. */
  BOUNCED,
  /** An administrator removed the route. */
  FORGOTTEN;

  /** The stable name, lower snake case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
