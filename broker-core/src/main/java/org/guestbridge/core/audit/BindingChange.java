package org.guestbridge.core.audit;

import java.util.Locale;

/** What can happen to a binding. */
public enum BindingChange {
  CREATED,
  ADDRESS_CHANGED,
  FINGERPRINT_CHANGED,
  CONFIRMED,
  HELD,
  RELEASED,
  RETIRED,
  ERASED,
  /** Found downstream after a restore and kept from everybody. */
  RELEARNED,
  /** An administrator gave a person the address of an account that was there. */
  ADOPTED,
  /** An administrator let the next sign-in of the other kind of account convert it. */
  CONVERSION_ORDERED,
  /** A sign-in made a guest's binding an employee's, or the other way round. */
  CONVERTED;

  /** The stable name, lower snake case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
