package org.guestbridge.core.ledger.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGPoolingDataSource;

@SuppressWarnings("deprecation") // The driver's own pool is enough for a test.
final class PostgresLedgerTest extends JdbcLedgerContract {

  private static EmbeddedPostgres postgres;
  private static PGPoolingDataSource pool;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
    pool = new PGPoolingDataSource();
    pool.setDataSourceName("ledger-test");
    pool.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
    pool.setMaxConnections(16);
    Schema.migrate(pool);
  }

  @AfterAll
  static void stop() throws Exception {
    pool.close();
    postgres.close();
  }

  @Override
  protected DataSource database() {
    return pool;
  }

  @Test
  void restoreWhenOlderThenNoAliasOfTheTimeBetweenIsGivenAgain() throws Exception {
    Schema.execute(pool, "CREATE DATABASE live");
    new RestoreScenario(new RestoredDatabase()).run();
  }

  /** A database of the server, backed up and restored by the server's own copying. */
  private static final class RestoredDatabase implements RestoreScenario.Place {

    @Override
    public DataSource live() {
      return postgres.getDatabase("postgres", "live");
    }

    @Override
    public void backUp() throws Exception {
      Schema.execute(pool, "CREATE DATABASE backup TEMPLATE live");
    }

    @Override
    public void restore() throws Exception {
      Schema.execute(pool, "DROP DATABASE live");
      Schema.execute(pool, "CREATE DATABASE live TEMPLATE backup");
    }
  }
}
