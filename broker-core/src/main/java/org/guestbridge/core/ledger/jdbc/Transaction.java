package org.guestbridge.core.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction on a borrowed connection, which is handed back as it came. */
final class Transaction {

  private Transaction() {}

  /** What happens inside; it commits by itself what is to stay. */
  @FunctionalInterface
  interface Body<T> {
    T run() throws SQLException;
  }

  /** Whether transactions on the connection read what others committed, and nothing else. */
  static boolean isReadCommitted(Connection connection) throws SQLException {
    return connection.getTransactionIsolation() == Connection.TRANSACTION_READ_COMMITTED;
  }

  /** Runs {@code body}, then rolls back whatever it did not commit. */
  static <T> T in(Connection connection, Body<T> body) throws SQLException {
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
