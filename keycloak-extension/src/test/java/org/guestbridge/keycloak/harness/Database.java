package org.guestbridge.keycloak.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What Keycloak keeps its tables in. */
public enum Database {
  /** Keycloak's own H2 file, in the server's data directory. */
  DEV_FILE("dev-file") {
    @Override
    public Lease lease() {
      return new Lease(List.of(), null);
    }
  },

  /** A database of its own in a PostgreSQL that all tests of this process share. */
  POSTGRES("postgres") {
    @Override
    public Lease lease() {
      String name = "keycloak_" + UUID.randomUUID().toString().replace("-", "");
      EmbeddedPostgres server = Embedded.RUNNING;
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return new Lease(
          List.of(
              "--db-url=" + server.getJdbcUrl("postgres", name).replaceFirst("\\?.*", ""),
              "--db-username=postgres",
              "--db-password=postgres"),
          server.getDatabase("postgres", name));
    }
  };

  private final String kind;

  Database(String kind) {
    this.kind = kind;
  }

  /** The name for {@code --db}. */
  String kind() {
    return kind;
  }

  /** A new, empty database. */
  public abstract Lease lease();

  /**
   * A database for one Keycloak, or for several nodes of one.
   *
   * @param options for the start of each
   * @param dataSource for tests to look into it; null for H2, which its server has locked
   */
  public record Lease(List<String> options, DataSource dataSource) {

    private static final String USER = "--db-username=";

    /** The JDBC URL; empty for H2. */
    String url() {
      return option("--db-url=");
    }

    /** The same database by a user of its own, with every right. */
    Lease byAnotherUser() {
      String user = "user_" + UUID.randomUUID().toString().replace("-", "");
      execute("CREATE ROLE " + user + " SUPERUSER LOGIN");
      return new Lease(
          options.stream().map(option -> option.startsWith(USER) ? USER + user : option).toList(),
          dataSource);
    }

    /**
     * Does {@code steps} while the server on this lease has lost every connection and gets no new
     * one, as when its database died. The server must have a user of its own.
     */
    public void whileDown(RegistryView.Steps steps) throws Exception {
      String user = option(USER);
      execute(
          "ALTER ROLE " + user + " NOLOGIN",
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + user + "'");
      try {
        steps.run();
      } finally {
        execute("ALTER ROLE " + user + " LOGIN");
      }
    }

    private void execute(String... statements) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        for (String each : statements) {
          statement.execute(each);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private String option(String name) {
      return options.stream()
          .filter(option -> option.startsWith(name))
          .map(option -> option.substring(name.length()))
          .findFirst()
          .orElse("");
    }

    /** A database that another process started. */
    static Lease existing(String url) {
      if (url.isEmpty()) {
        return new Lease(List.of(), null);
      }
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(url);
      source.setUser("postgres");
      source.setPassword("postgres");
      return new Lease(
          List.of("--db-url=" + url, "--db-username=postgres", "--db-password=postgres"), source);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static final class Embedded {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
