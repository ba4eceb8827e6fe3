package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database.
 *
 * @param url its JDBC URL
 * @param user its user
 * @param password the user's password
 */
public record Database(String url, String user, String password) {

  private static final String H2 = "jdbc:h2:";
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final int LOGIN_TIMEOUT_SECONDS = 10;

  public Database {
    Objects.requireNonNull(url, "url is null");
    Objects.requireNonNull(user, "user is null");
    Objects.requireNonNull(password, "password is null");
  }

  /** The file {@code registry} in the data directory {@code data}. */
  public static Database in(Path data) {
    return new Database(H2 + "file:" + data.toAbsolutePath().resolve("registry"), "", "");
  }

  /** Connections to this database, which has to exist: none is made by opening it. */
  DataSource existing() throws RefusalException {
    if (url.startsWith(H2)) {
      return h2();
    }
    if (url.startsWith(POSTGRESQL)) {
      return postgresql();
    }
    throw new RefusalException(Code.LEDGER_UNSUPPORTED, "--db-url is neither H2 nor PostgreSQL.");
  }

  private DataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url + ";IFEXISTS=TRUE");
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  private DataSource postgresql() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    source.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
    return source;
  }

  /** Redacted: a URL may hold a password too. */
  @Override
  public String toString() {
    return "[database]";
  }
}
