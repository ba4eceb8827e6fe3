package org.guestbridge.keycloak.harness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;

/** The registry as the app would see it, in the database of a Keycloak on PostgreSQL. */
public final class RegistryView {

  private final DataSource dataSource;
  private final Ledger ledger;

  RegistryView(DataSource dataSource, RegistryKey key) {
    if (dataSource == null) {
      throw new IllegalStateException("H2 is locked by its server");
    }
    this.dataSource = dataSource;
    this.ledger = new JdbcLedger(dataSource, key, Clock.systemUTC());
  }

  public Ledger ledger() {
    return ledger;
  }

  /** What is bound to a person of the simulated tenant. */
  public Optional<Binding> find(RealmId realm, Person person) {
    return ledger.inUnit(
        realm,
        unit ->
            unit.aliases()
                .peek(new UpstreamSubject.Entra(EntraSettings.DEFAULT_TENANT, person.objectId())));
  }

  public void hold(RealmId realm, UUID binding) {
    ledger.inUnit(realm, unit -> unit.aliases().hold(binding, Code.BINDING_HELD));
  }

  /** The events of a realm, oldest first. */
  public List<AuditRecord> audit(RealmId realm) {
    return ledger.inUnit(realm, unit -> unit.auditLog(0, 1_000));
  }

  /** How many rows a table has. */
  public long count(String table) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /**
   * Does {@code steps} while the table of bindings is locked, so that whoever asks the registry
   * gets no answer.
   */
  public void whileLocked(Steps steps) throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE gb_binding IN ACCESS EXCLUSIVE MODE");
      steps.run();
      connection.rollback();
    }
  }

  /** What a test does meanwhile. */
  @FunctionalInterface
  public interface Steps {
    void run() throws Exception;
  }

  /** Runs one statement past every check of Keycloak's. */
  public void force(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
