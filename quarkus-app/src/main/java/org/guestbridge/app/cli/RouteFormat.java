package org.guestbridge.app.cli;

/** For whom routes are written. */
enum RouteFormat {
  /** A table for {@code postmap}. */
  POSTFIX,
  /** Commands of Exchange Online PowerShell. */
  EXCHANGE,
  /** Every alias, with the reason where there is no route. */
  CSV
}
