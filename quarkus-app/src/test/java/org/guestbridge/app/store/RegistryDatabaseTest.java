package org.guestbridge.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose tables the broker changes, on a real PostgreSQL. */
class RegistryDatabaseTest {

  @TempDir private static Path directory;

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void migrateWhenDatabaseIsEmptyThenThisVersionsTables() throws Exception {
    try (RegistryDatabase database = open("empty")) {
      assertThat(schemaPresent(database)).isFalse();

      database.migrate();
      database.migrate();

      assertThat(schemaPresent(database)).isTrue();
    }
  }

  @Test
  void migrateWhenKeycloakMadeTheTablesThenRefusedAndTheTablesFit() throws Exception {
    try (RegistryDatabase database = open("shared")) {
      KeycloakTables.make(postgres.getDatabase("postgres", "shared"));
      List<String> before = tables("shared");

      assertMigratedElsewhere(database);

      assertThat(tables("shared")).isEqualTo(before).doesNotContain("databasechangelog");
      assertThat(schemaPresent(database)).isTrue();
    }
  }

  @Test
  void migrateWhenKeycloakHasNotMadeOursYetThenRefusedAndNothingMade() throws Exception {
    try (RegistryDatabase database = open("bare")) {
      run(postgres.getDatabase("postgres", "bare"), "CREATE TABLE migration_model (id text)");

      assertMigratedElsewhere(database);

      assertThat(tables("bare")).containsExactly("migration_model");
    }
  }

  private static void assertMigratedElsewhere(RegistryDatabase database) {
    assertThatThrownBy(database::migrate)
        .isInstanceOfSatisfying(
            LedgerUnfitException.class,
            unfit -> assertThat(unfit.code()).isEqualTo(Code.LEDGER_MIGRATED_ELSEWHERE));
  }

  private static boolean schemaPresent(RegistryDatabase database) {
    return new JdbcLedger(
            database.dataSource(),
            RegistryKey.of(new byte[RegistryKey.LENGTH]),
            InstantSource.system())
        .schemaPresent();
  }

  private static RegistryDatabase open(String name) throws SQLException {
    run(postgres.getPostgresDatabase(), "CREATE DATABASE " + name);
    return RegistryDatabase.open(
        DatabaseSettings.ofPostgres(postgres.getJdbcUrl("postgres", name), 2), directory);
  }

  private static List<String> tables(String name) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = postgres.getDatabase("postgres", name).getConnection();
        ResultSet rows =
            connection.getMetaData().getTables(null, "public", null, new String[] {"TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private static void run(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
