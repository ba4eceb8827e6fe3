package org.guestbridge.core.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction at READ COMMITTED on a borrowed connection, which is handed back as it came. */
final class Transaction {

  private Transaction() {}

  /** What happens inside; it commits by itself what is to stay. */
  @FunctionalInterface
  interface Body<T> {
    T run() throws SQLException;
  }

  /** Runs {@code body}, then rolls back whatever it did not commit. */
  static <T> T in(Connection connection, Body<T> body) throws SQLException {
    if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    T result;
    try {
      result = body.run();
    } catch (SQLException | RuntimeException | Error failure) {
      restore(connection, autoCommit, failure);
      throw failure;
    }
    connection.rollback();
    connection.setAutoCommit(autoCommit);
    return result;
  }

  private static void restore(Connection connection, boolean autoCommit, Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    } catch (SQLException secondary) {
      failure.addSuppressed(new SqlFailure(secondary).redacted());
    }
  }
}
