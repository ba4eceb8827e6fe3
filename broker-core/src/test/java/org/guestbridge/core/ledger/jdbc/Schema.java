package org.guestbridge.core.ledger.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/** The ledger's schema in a test database. */
public final class Schema {

  private static final List<String> TABLES =
      List.of(
          "gb_address",
          "gb_history",
          "gb_once",
          "gb_audit",
          "gb_mailbox",
          "gb_binding",
          "gb_source_member",
          "gb_source_group",
          "gb_person",
          "gb_delivery_member",
          "gb_delivery",
          "gb_copy_link",
          "gb_copy",
          "gb_pull",
          "gb_epoch_learned",
          "gb_epoch");

  private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

  private Schema() {}

  /** Brings the database to this version, as both runtimes do. */
  public static void migrate(DataSource dataSource) throws SQLException, LiquibaseException {
    LIQUIBASE.setLevel(Level.WARNING);
    Locale before = Locale.getDefault();
    try (Connection connection = dataSource.getConnection();
        Liquibase liquibase =
            new Liquibase(
                "org/guestbridge/ledger/changelog.xml",
                new ClassLoaderResourceAccessor(),
                DatabaseFactory.getInstance()
                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
      Locale.setDefault(Locale.ROOT);
      liquibase.update("");
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Empties every table. */
  public static void clear(DataSource dataSource) throws SQLException {
    for (String table : TABLES) {
      execute(dataSource, "DELETE FROM " + table);
    }
  }

  /** Every value of every column of every table, as text. */
  public static List<String> everyValue(DataSource dataSource) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      for (String table : TABLES) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
          while (rows.next()) {
            addRow(values, rows);
          }
        }
      }
    }
    return values;
  }

  /** Executes one statement. */
  public static void execute(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void addRow(List<String> values, ResultSet row) throws SQLException {
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      Object value = row.getObject(column);
      values.add(
          value instanceof byte[] bytes
              ? new String(bytes, StandardCharsets.ISO_8859_1)
              : String.valueOf(value));
    }
  }
}
