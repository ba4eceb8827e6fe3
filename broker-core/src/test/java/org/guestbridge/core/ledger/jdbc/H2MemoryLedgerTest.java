package org.guestbridge.core.ledger.jdbc;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class H2MemoryLedgerTest extends JdbcLedgerContract {

  private static final JdbcConnectionPool POOL =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa", "");

  @BeforeAll
  static void migrate() throws Exception {
    POOL.setMaxConnections(16);
    Schema.migrate(POOL);
  }

  @AfterAll
  static void shutDown() throws Exception {
    Schema.execute(POOL, "SHUTDOWN");
    POOL.dispose();
  }

  @Override
  protected DataSource database() {
    return POOL;
  }
}
