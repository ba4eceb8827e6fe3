package org.guestbridge.app.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/** The registry's tables as Keycloak makes them: with a change log of its own. */
public final class KeycloakTables {

  private KeycloakTables() {}

  /** Makes them in an empty database. */
  public static void make(DataSource dataSource) throws SQLException, LiquibaseException {
    Locale before = Locale.getDefault();
    try (Connection connection = dataSource.getConnection()) {
      Locale.setDefault(Locale.ROOT);
      Database database =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      database.setDatabaseChangeLogTableName("DATABASECHANGELOG_GUESTBRIDG");
      try (Liquibase liquibase =
          new Liquibase(
              "org/guestbridge/ledger/changelog.xml",
              new ClassLoaderResourceAccessor(),
              database)) {
        liquibase.update("");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
