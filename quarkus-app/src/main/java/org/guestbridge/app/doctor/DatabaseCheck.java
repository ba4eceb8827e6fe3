package org.guestbridge.app.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.problem.RefusalException;

/** Looks at the registry's database: whether it answers, its tables, constraints and clock. */
final class DatabaseCheck implements Check {

  private static final String SUBJECT = "database";

  /** H2's error for a file that is not there. */
  private static final int H2_NOT_FOUND = 90146;

  private final RegistryAccess access;
  private final InstantSource clock;

  DatabaseCheck(RegistryAccess access, InstantSource clock) {
    this.access = access;
    this.clock = clock;
  }

  @Override
  public String name() {
    return SUBJECT;
  }

  @Override
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    access.database().ifPresent(database -> findings.addAll(direct(database)));
    if (access.database().isEmpty()) {
      access.broker().ifPresent(broker -> findings.add(byBroker(broker)));
    }
    return findings;
  }

  private static Finding byBroker(AdminOperations broker) {
    try {
      String state = broker.status().database();
      return finding(
          state.equals("up") ? Diagnosis.DATABASE_BY_BROKER : Diagnosis.DATABASE_UNREACHABLE,
          "the broker says " + state);
    } catch (RefusalException | LedgerUnavailableException refusal) {
      return finding(Diagnosis.DATABASE_UNREACHABLE, "the broker does not say");
    }
  }

  /** The connection stays open meanwhile, so that H2 keeps its file open. */
  private List<Finding> direct(DataSource database) {
    try (Connection connection = database.getConnection()) {
      List<Finding> findings = new ArrayList<>();
      Instant before = clock.instant();
      Optional<Instant> theirs = Optional.of(time(connection));
      ClockComparison.with(SUBJECT, theirs, before, clock.instant()).ifPresent(findings::add);
      findings.addAll(schema(database, connection));
      return findings;
    } catch (SQLException failure) {
      return List.of(
          failure.getErrorCode() == H2_NOT_FOUND
              ? finding(Diagnosis.DATABASE_ABSENT, "the H2 file is not there")
              : finding(Diagnosis.DATABASE_UNREACHABLE, "SQL state " + failure.getSQLState()));
    } catch (LedgerUnavailableException failure) {
      return List.of(finding(Diagnosis.DATABASE_UNREACHABLE, "it stopped answering"));
    } catch (LedgerUnfitException unfit) {
      return List.of(finding(Diagnosis.DATABASE_SCHEMA, unfit.code().text()));
    }
  }

  private List<Finding> schema(DataSource database, Connection connection) throws SQLException {
    // No digest is made or compared here, so any key does.
    RegistryKey none = RegistryKey.of(new byte[RegistryKey.LENGTH]);
    JdbcLedger ledger = new JdbcLedger(database, none, clock);
    if (!ledger.schemaPresent()) {
      return List.of(finding(Diagnosis.DATABASE_SCHEMA, "tables or columns are missing"));
    }
    Finding ok = finding(Diagnosis.DATABASE_OK, "schema at change " + lastChange(connection));
    try {
      ledger.verifyConstraints();
      return List.of(ok, finding(Diagnosis.DATABASE_CONSTRAINTS_OK, "tried and rolled back"));
    } catch (LedgerUnfitException unfit) {
      return List.of(ok, finding(Diagnosis.DATABASE_CONSTRAINTS, "two rows were let in"));
    }
  }

  private static Instant time(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /** The last change that Liquibase made; its table belongs to Liquibase and may be missing. */
  private static String lastChange(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT ID FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED DESC LIMIT 1")) {
      return row.next() ? row.getString(1) : "none";
    } catch (SQLException noSuchTable) {
      return "unknown";
    }
  }

  private static Finding finding(Diagnosis diagnosis, String seen) {
    return Finding.of(diagnosis, SUBJECT, seen);
  }
}
