package org.guestbridge.core.ledger.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Restore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  @Test
  void restoreWhenOlderThenNoAliasOfTheTimeBetweenIsGivenAgain() throws Exception {
    new RestoreScenario(new RestoredFile(directory.resolve("restored"))).run();
  }

  /** A database file, backed up while it is open and restored while it is not. */
  private record RestoredFile(Path place) implements RestoreScenario.Place {

    @Override
    public DataSource live() {
      JdbcDataSource source = new JdbcDataSource();
      source.setUrl("jdbc:h2:file:" + place.resolve("live"));
      source.setUser("sa");
      return source;
    }

    @Override
    public void backUp() throws Exception {
      Schema.execute(live(), "BACKUP TO '" + place.resolve("backup.zip") + "'");
    }

    @Override
    public void restore() {
      Restore.execute(place.resolve("backup.zip").toString(), place.toString(), "live");
    }
  }
}
