package org.guestbridge.core.ledger.jdbc;

import java.sql.SQLException;

/**
 * Carries an {@link SQLException} out of a unit of work. Never leaves this package: a driver's
 * message may hold a person's values.
 */
final class SqlFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final SQLException failure;

  SqlFailure(SQLException failure) {
    super("SQL failure", failure);
    this.failure = failure;
  }

  SQLException failure() {
    return failure;
  }

  /** The failure without its message: state, vendor code and stack trace only. */
  SQLException redacted() {
    SQLException redacted =
        new SQLException(
            "SQL state " + failure.getSQLState(), failure.getSQLState(), failure.getErrorCode());
    redacted.setStackTrace(failure.getStackTrace());
    return redacted;
  }
}
