package org.guestbridge.app.cli;

/** The forms of an export; spelt as on the command line. */
enum ExportFormat {
  /** One JSON object a line. */
  JSONL,
  /** RFC 4180, with formulas defused. */
  CSV
}
