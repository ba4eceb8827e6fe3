package org.guestbridge.app.cli;

import org.guestbridge.core.problem.Code;

/** What the process's exit code says; documented in the help, so never changed. */
enum ExitCode {
  OK(0),
  /** The command worked and the answer is no: an invalid file, a refusal. */
  NO(1),
  /** Wrong usage; or an {@link Inquiry} could not look. */
  USAGE(2),
  UNREACHABLE(3),
  NOT_PERMITTED(4),
  /** A defect of this program. */
  DEFECT(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static ExitCode of(Code code) {
    return switch (code) {
      case LEDGER_UNAVAILABLE,
          LEDGER_UNSUPPORTED,
          LEDGER_SCHEMA_MISMATCH,
          LEDGER_MIGRATED_ELSEWHERE,
          BROKER_UNREACHABLE ->
          UNREACHABLE;
      case ADMIN_UNAUTHORIZED, KEY_RING_UNREADABLE -> NOT_PERMITTED;
      case INTERNAL_ERROR -> DEFECT;
      default -> NO;
    };
  }
}
