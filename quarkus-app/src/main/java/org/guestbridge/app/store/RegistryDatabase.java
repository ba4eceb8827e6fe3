package org.guestbridge.app.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.problem.Code;

/**
 * The database of the registry: PostgreSQL where a URL is set, else an H2 file in the data
 * directory. Connections are pooled, acquired within two seconds or not at all.
 */
public final class RegistryDatabase implements AutoCloseable {

  private static final String CHANGELOG = "org/guestbridge/ledger/changelog.xml";

  /**
   * By these a Keycloak's database is known: the version of its own tables, and the change log that
   * it keeps for a provider with the id {@code guestbridge}, of which it takes ten letters.
   */
  private static final Set<String> KEYCLOAKS =
      Set.of("migration_model", "databasechangelog_guestbridg");

  private static final String[] TABLES = {"TABLE"};

  private static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(2);
  private static final int FIRST_CONNECTION_ATTEMPTS = 10;

  /**
   * Pages that H2 keeps in memory, in kilobytes: its default is a sixteenth of the heap that the
   * machine allows, so that memory grew with the registry. And how many statements each connection
   * keeps parsed: a first sign-in has more than the default of eight.
   */
  private static final String EMBEDDED_LIMITS = ";CACHE_SIZE=16384;QUERY_CACHE_SIZE=64";

  private final AgroalDataSource dataSource;
  private final boolean shareable;

  private RegistryDatabase(AgroalDataSource dataSource, boolean shareable) {
    this.dataSource = dataSource;
    this.shareable = shareable;
  }

  /**
   * Opens the pool; no connection is made yet.
   *
   * @throws LedgerUnavailableException when the pool cannot be set up
   */
  public static RegistryDatabase open(BrokerSettings.Database settings, Path dataDirectory) {
    String url = settings.url().orElseGet(() -> embeddedUrl(dataDirectory));
    AgroalDataSourceConfigurationSupplier configuration =
        new AgroalDataSourceConfigurationSupplier()
            .metricsEnabled(false)
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(settings.connections())
                        .acquisitionTimeout(ACQUISITION_TIMEOUT)
                        .connectionFactoryConfiguration(
                            factory -> {
                              factory.jdbcUrl(url);
                              factory.connectionProviderClassName(driver(url));
                              factory.initialSql(lockTimeout(url));
                              settings.user().map(NamePrincipal::new).ifPresent(factory::principal);
                              settings
                                  .password()
                                  .map(SimplePassword::new)
                                  .ifPresent(factory::credential);
                              return factory;
                            }));
    try {
      return new RegistryDatabase(AgroalDataSource.from(configuration), isPostgres(url));
    } catch (SQLException e) {
      throw new LedgerUnavailableException("the connection pool cannot be set up", e);
    }
  }

  /** The JDBC URL of the embedded registry in {@code dataDirectory}. */
  public static String embeddedUrl(Path dataDirectory) {
    return "jdbc:h2:file:" + dataDirectory.toAbsolutePath().resolve("registry") + EMBEDDED_LIMITS;
  }

  /** Named, since the JDK's list of drivers is read once in a process. */
  private static String driver(String url) {
    return isPostgres(url) ? "org.postgresql.Driver" : "org.h2.Driver";
  }

  private static boolean isPostgres(String url) {
    return url.startsWith("jdbc:postgresql:");
  }

  /** How long a statement waits for a lock before the unit of work is run again. */
  private static String lockTimeout(String url) {
    return isPostgres(url)
        ? "SET lock_timeout = '2s'; SET statement_timeout = '5s'"
        : "SET LOCK_TIMEOUT 2000";
  }

  /** Whether several nodes can share it: PostgreSQL. */
  public boolean isShareable() {
    return shareable;
  }

  /** The pooled connections. */
  public DataSource dataSource() {
    return dataSource;
  }

  /**
   * Brings the schema up to date.
   *
   * @throws LedgerUnfitException with {@link Code#LEDGER_MIGRATED_ELSEWHERE} when the tables are
   *     Keycloak's to make; nothing was changed
   * @throws LedgerUnavailableException when the database does not answer or a change fails
   */
  public void migrate() {
    requireOwnSchema();
    try (Connection connection = firstConnection()) {
      Database database =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      Scope.child(
          Scope.Attr.ui,
          new LoggerUIService(),
          () -> {
            Liquibase liquibase =
                new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database);
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            liquibase.update(new Contexts(), new LabelExpression());
          });
    } catch (SQLException | LiquibaseException e) {
      throw new LedgerUnavailableException("the schema cannot be brought up to date", e);
    } catch (Exception e) {
      throw new LedgerUnavailableException("the schema change was interrupted", e);
    }
  }

  private void requireOwnSchema() {
    try (Connection connection = firstConnection();
        ResultSet table =
            connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), null, TABLES)) {
      while (table.next()) {
        if (KEYCLOAKS.contains(table.getString("TABLE_NAME").toLowerCase(Locale.ROOT))) {
          throw new LedgerUnfitException(
              Code.LEDGER_MIGRATED_ELSEWHERE, "the database is a Keycloak's");
        }
      }
    } catch (SQLException e) {
      throw new LedgerUnavailableException("the tables cannot be listed", e);
    }
  }

  /**
   * The connection of the start. On a busy machine a cold driver takes longer than a request may
   * wait; the pool goes on connecting after each time-out, so that a later attempt finds it done.
   */
  private Connection firstConnection() throws SQLException {
    for (int attempt = 1; attempt < FIRST_CONNECTION_ATTEMPTS; attempt++) {
      try {
        return dataSource.getConnection();
      } catch (SQLException notYet) {
        Thread.onSpinWait();
      }
    }
    return dataSource.getConnection();
  }

  /** Whether the database answers within two seconds. */
  public boolean answers() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid((int) ACQUISITION_TIMEOUT.toSeconds());
    } catch (SQLException unavailable) {
      return false;
    }
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
