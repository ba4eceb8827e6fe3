package org.guestbridge.core.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.problem.Code;

/** Where the two databases differ. */
enum Dialect {
  /** A violated constraint fails the statement and leaves the transaction usable. */
  H2 {
    @Override
    String unlessTaken(String insert) {
      return insert;
    }

    @Override
    boolean inserts(PreparedStatement insert) throws SQLException {
      try {
        return insert.executeUpdate() == 1;
      } catch (SQLException failure) {
        if (isUniqueViolation(failure)) {
          return false;
        }
        throw failure;
      }
    }

    @Override
    boolean gaveUp(SQLException failure) {
      return failure.getErrorCode() == CONCURRENT_UPDATE
          || LOST_TO_ANOTHER.contains(String.valueOf(failure.getSQLState()));
    }
  },

  /** A violated constraint would abort the whole transaction, so none is provoked. */
  POSTGRESQL {
    @Override
    String unlessTaken(String insert) {
      return insert + " ON CONFLICT DO NOTHING";
    }

    @Override
    boolean inserts(PreparedStatement insert) throws SQLException {
      return insert.executeUpdate() == 1;
    }

    @Override
    boolean gaveUp(SQLException failure) {
      return LOST_TO_ANOTHER.contains(String.valueOf(failure.getSQLState()));
    }
  };

  /** H2's error code when another transaction changed the row and the wait for it ran out. */
  private static final int CONCURRENT_UPDATE = 90131;

  /**
   * Serialization failure and deadlock (40001, 40P01), lock not available (55P03), H2's lock
   * timeout (HYT00).
   */
  private static final Set<String> LOST_TO_ANOTHER = Set.of("40001", "40P01", "55P03", "HYT00");

  private static final String UNIQUE_VIOLATION = "23505";

  /** The statement that inserts unless a constraint says the row is taken. */
  abstract String unlessTaken(String insert);

  /** Executes what {@link #unlessTaken} made; false when the row is taken. */
  abstract boolean inserts(PreparedStatement insert) throws SQLException;

  /** Whether the database rolled the work back for another transaction's sake. */
  abstract boolean gaveUp(SQLException failure);

  static boolean isUniqueViolation(SQLException failure) {
    return UNIQUE_VIOLATION.equals(failure.getSQLState());
  }

  /**
   * The dialect of the database behind {@code connection}.
   *
   * @throws LedgerUnfitException with {@link Code#LEDGER_UNSUPPORTED} for any other database
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product) {
      case "H2" -> H2;
      case "PostgreSQL" -> POSTGRESQL;
      default ->
          throw new LedgerUnfitException(
              Code.LEDGER_UNSUPPORTED, "the database is neither H2 nor PostgreSQL");
    };
  }
}
