package org.guestbridge.app.doctor;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
  /** As it should be. */
  OK,

  /** Works now, or cannot be told; somebody should look. */
  WARNING,

  /** Somebody is refused, or soon will be. */
  ERROR;

  /** The name in JSON: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
