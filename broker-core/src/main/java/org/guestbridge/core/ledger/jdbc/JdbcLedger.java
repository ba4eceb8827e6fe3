package org.guestbridge.core.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;

/**
 * The ledger in H2 (2.x) or PostgreSQL, at READ COMMITTED. The schema is made by the Liquibase
 * changelog {@code org/guestbridge/ledger/changelog.xml}.
 *
 * <p>How long a statement waits for a lock or a connection is bounded by the data source ({@code
 * LOCK_TIMEOUT} of H2, {@code lock_timeout} of PostgreSQL, the pool's acquisition timeout). The
 * data source must hand out connections that are not enlisted in a surrounding transaction, and all
 * of them at the same isolation: it is asked of the first alone, since PostgreSQL's driver asks the
 * server.
 */
public final class JdbcLedger implements Ledger {

  /** How often a unit of work is run before the ledger gives up. */
  static final int MAX_RUNS = 5;

  private final DataSource dataSource;
  private final Dialect dialect;
  private final boolean readCommitted;
  private final RegistryKey key;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /**
   * A ledger whose internal ids are random UUIDs.
   *
   * @throws LedgerUnfitException with {@link Code#LEDGER_UNSUPPORTED} when the database is neither
   *     H2 nor PostgreSQL
   * @throws LedgerUnavailableException when it does not answer
   */
  public JdbcLedger(DataSource dataSource, RegistryKey key, InstantSource clock) {
    this(dataSource, key, clock, UUID::randomUUID);
  }

  /**
   * A ledger that takes its internal ids from {@code ids}, each of which must be new.
   *
   * @throws LedgerUnfitException with {@link Code#LEDGER_UNSUPPORTED} when the database is neither
   *     H2 nor PostgreSQL
   * @throws LedgerUnavailableException when it does not answer
   */
  public JdbcLedger(
      DataSource dataSource, RegistryKey key, InstantSource clock, Supplier<UUID> ids) {
    this.dataSource = dataSource;
    this.key = key;
    this.clock = clock;
    this.ids = ids;
    try (Connection connection = dataSource.getConnection()) {
      this.dialect = Dialect.of(connection);
      this.readCommitted = Transaction.isReadCommitted(connection);
    } catch (SQLException failure) {
      throw unavailable(new SqlFailure(failure));
    }
  }

  @Override
  public <T> T inUnit(RealmId realm, Work<T> work) {
    for (int run = 1; ; run++) {
      try {
        return runOnce(realm, work);
      } catch (SqlFailure failure) {
        if (run == MAX_RUNS || !dialect.gaveUp(failure.failure())) {
          throw unavailable(failure);
        }
      } catch (LostRowException lost) {
        if (run == MAX_RUNS) {
          throw new LedgerUnavailableException("the unit of work kept losing", lost);
        }
      }
    }
  }

  /**
   * Whether every table is there with this version's columns.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public boolean schemaPresent() {
    try {
      return new SchemaCheck(dataSource, dialect).schemaPresent();
    } catch (SQLException failure) {
      throw unavailable(new SqlFailure(failure));
    }
  }

  /**
   * Proves that the database still enforces the unique constraints: writes conflicting rows, which
   * must be refused, and rolls back.
   *
   * @throws LedgerUnfitException with {@link Code#LEDGER_SCHEMA_MISMATCH} when it let them in
   * @throws LedgerUnavailableException when the database does not answer
   */
  public void verifyConstraints() {
    try {
      new SchemaCheck(dataSource, dialect).verifyConstraints(clock.instant());
    } catch (SqlFailure failure) {
      throw unavailable(failure);
    } catch (SQLException failure) {
      throw unavailable(new SqlFailure(failure));
    }
  }

  private <T> T runOnce(RealmId realm, Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      if (!readCommitted) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      return Transaction.in(connection, () -> run(connection, realm, work));
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  private <T> T run(Connection connection, RealmId realm, Work<T> work) throws SQLException {
    JdbcUnit unit = new JdbcUnit(new SqlSession(connection, dialect), realm, key, clock, ids);
    T result = work.run(unit);
    if (!unit.rollsBack()) {
      connection.commit();
    }
    return result;
  }

  private static LedgerUnavailableException unavailable(SqlFailure failure) {
    return new LedgerUnavailableException("the database did not do it", failure.redacted());
  }
}
