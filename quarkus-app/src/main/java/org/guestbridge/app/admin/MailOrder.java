package org.guestbridge.app.admin;

import java.util.Locale;
import java.util.Optional;

/** What an administrator can say about the mail route of an alias. */
public enum MailOrder {
  /** Mail goes to the mailbox named, until an administrator says otherwise. */
  SET,
  /** Mail to the mailbox named bounced; ignored when mail goes to another one by now. */
  BOUNCED,
  /** Delete the route; the next sign-in that proves a mailbox makes one again. */
  FORGET;

  /** Whether the order is about a mailbox that has to be named. */
  public boolean namesMailbox() {
    return this != FORGET;
  }

  /** The word on the command line and in URLs. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The order called {@code text}, exactly. */
  public static Optional<MailOrder> parse(String text) {
    for (MailOrder order : values()) {
      if (order.text().equals(text)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }
}
