package org.guestbridge.core.ledger.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class H2FileLedgerTest extends JdbcLedgerContract {

  @TempDir private static Path directory;

  private static JdbcConnectionPool pool;

  @BeforeAll
  static void migrate() throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("ledger") + ";LOCK_TIMEOUT=10000";
    pool = JdbcConnectionPool.create(url, "sa", "");
    pool.setMaxConnections(16);
    Schema.migrate(pool);
  }

  @AfterAll
  static void shutDown() throws Exception {
    Schema.execute(pool, "SHUTDOWN");
    pool.dispose();
  }

  @Override
  protected DataSource database() {
    return pool;
  }
}
