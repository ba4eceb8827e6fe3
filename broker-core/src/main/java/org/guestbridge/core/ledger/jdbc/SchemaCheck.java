package org.guestbridge.core.ledger.jdbc;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;

/** Looks at start-up whether the database is what the ledger relies on. */
final class SchemaCheck {

  private static final List<String> PROBES =
      List.of(
          BindingRows.PROBE,
          AddressRows.PROBE,
          HistoryRows.PROBE,
          MarkRows.PROBE,
          AuditRows.PROBE,
          PersonRows.PROBE,
          GroupRows.PROBE,
          MemberRows.PROBE,
          DeliveryRows.PROBE,
          DeliveryMemberRows.PROBE,
          JdbcMailRoutes.PROBE,
          PullRows.PROBE,
          CopyRows.PROBE,
          CopyLinkRows.PROBE,
          EpochRows.PROBE,
          EpochRows.LEARNED_PROBE);

  /** The class of SQL states for unknown tables and columns, and of missing rights to them. */
  private static final String SYNTAX_OR_ACCESS = "42";

  private final DataSource dataSource;
  private final Dialect dialect;

  SchemaCheck(DataSource dataSource, Dialect dialect) {
    this.dataSource = dataSource;
    this.dialect = dialect;
  }

  boolean schemaPresent() throws SQLException {
    for (String probe : PROBES) {
      if (!answers(probe + " WHERE 1 = 0")) {
        return false;
      }
    }
    return true;
  }

  private boolean answers(String query) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return Transaction.in(connection, () -> runs(connection, query));
    } catch (SQLException failure) {
      if (String.valueOf(failure.getSQLState()).startsWith(SYNTAX_OR_ACCESS)) {
        return false;
      }
      throw failure;
    }
  }

  private static boolean runs(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.executeQuery().close();
      return true;
    }
  }

  void verifyConstraints(Instant now) throws SQLException {
    byte[] first = new byte[32];
    byte[] second = new byte[32];
    SecureRandom random = new SecureRandom();
    random.nextBytes(first);
    random.nextBytes(second);
    OffsetDateTime at = SqlSession.column(now);
    expectOneSubject(at, first);
    expectOneHolder(at, first, second);
    expectOneUse(at, first);
  }

  private void expectOneSubject(OffsetDateTime at, byte[] digest) throws SQLException {
    inRolledBackTransaction(
        session -> {
          insertBinding(session, UUID.randomUUID(), "self-check", digest, at);
          insertBinding(session, UUID.randomUUID(), "self-check", digest, at);
        });
  }

  private void expectOneHolder(OffsetDateTime at, byte[] first, byte[] second) throws SQLException {
    UUID one = UUID.randomUUID();
    UUID another = UUID.randomUUID();
    inRolledBackTransaction(
        session -> {
          insertBinding(session, one, "self-check", first, at);
          insertBinding(session, another, "self-check-two", second, at);
          session.update(AddressRows.CLAIM, first, one, at);
          session.update(AddressRows.CLAIM, first, another, at);
        });
  }

  private void expectOneUse(OffsetDateTime at, byte[] digest) throws SQLException {
    String kind = OnceMark.Kind.LOGIN_TRANSACTION.name();
    inRolledBackTransaction(
        session -> {
          session.update(MarkRows.CONSUME, kind, "self-check", digest, at);
          session.update(MarkRows.CONSUME, kind, "self-check", digest, at);
        });
  }

  private static void insertBinding(
      SqlSession session, UUID id, String realm, byte[] digest, OffsetDateTime at) {
    session.update(
        BindingRows.INSERT,
        id,
        realm,
        digest,
        "ALIAS",
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        at);
  }

  /** Runs statements of which the last one, and only that, must break a unique constraint. */
  private void inRolledBackTransaction(Conflict conflict) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Transaction.in(
          connection,
          () -> {
            refused(conflict, new SqlSession(connection, dialect));
            return conflict;
          });
    }
  }

  private static void refused(Conflict conflict, SqlSession session) {
    try {
      conflict.write(session);
    } catch (SqlFailure failure) {
      if (Dialect.isUniqueViolation(failure.failure())) {
        return;
      }
      throw failure;
    }
    throw new LedgerUnfitException(
        Code.LEDGER_SCHEMA_MISMATCH, "the database let two rows in where one is allowed");
  }

  @FunctionalInterface
  private interface Conflict {
    void write(SqlSession session);
  }
}
