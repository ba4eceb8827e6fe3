package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.LedgerOperations;
import org.guestbridge.app.admin.RealmChoice;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;

/**
 * The database itself, when no broker runs. One connection stays open until the session is closed,
 * so that H2 keeps its file and its lock.
 */
final class DirectSession implements AdminSession {

  private final AdminOperations operations;
  private final Connection keeper;

  private DirectSession(AdminOperations operations, Connection keeper) {
    this.operations = operations;
    this.keeper = keeper;
  }

  /**
   * Opens the database of {@code data}, or the one given, with the key ring's registry key.
   *
   * @param named the realm that is meant; empty means the only one of the key ring
   * @param question what is to be explained, if anything is
   * @throws RefusalException when the key ring, the database or its schema is not as it must be
   */
  static DirectSession open(
      Path data,
      Optional<Database> given,
      Map<String, String> environment,
      Optional<RealmId> named,
      Optional<ExplainSession.Question> question)
      throws RefusalException {
    KeyRing ring = KeyRing.open(KeyRingLocation.in(data, environment));
    RealmId realm = RealmChoice.of(named, ring.realms());
    DataSource source = given.orElseGet(() -> Database.in(data)).existing();
    Connection keeper = connect(source);
    try {
      return new DirectSession(operations(ring, realm, source, question), keeper);
    } catch (RefusalException | RuntimeException e) {
      close(keeper);
      throw e;
    }
  }

  private static AdminOperations operations(
      KeyRing ring, RealmId realm, DataSource source, Optional<ExplainSession.Question> question)
      throws RefusalException {
    JdbcLedger ledger = new JdbcLedger(source, ring.registryKey(), InstantSource.system());
    if (!ledger.schemaPresent()) {
      throw new RefusalException(
          Code.LEDGER_SCHEMA_MISMATCH, "The database does not hold this version's tables.");
    }
    BrokerStatus status =
        new BrokerStatus(List.of(realm.value()), Version.text(), ring.thumbprint(), "up");
    return question
        .map(asked -> asked.operations(ledger, status, "database"))
        .orElseGet(() -> withoutRules(ledger, realm, status));
  }

  private static AdminOperations withoutRules(Ledger ledger, RealmId realm, BrokerStatus status) {
    Broker broker =
        new Broker(
            ledger, realm, DirectSession::noRules, ChangedHumanPolicies.defaults(), code -> false);
    return new LedgerOperations(
        ledger, realm, broker, claims -> unread(), () -> status, "database", Optional.empty());
  }

  private static RuleSet noRules() {
    throw new IllegalStateException("a session on the database knows no rules");
  }

  private static VerifiedIdentity unread() throws RefusalException {
    throw new RefusalException(Code.BROKER_UNREACHABLE, "No broker runs that could explain.");
  }

  private static Connection connect(DataSource source) {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw new LedgerUnavailableException("the database cannot be opened", e);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new LedgerUnavailableException("the database did not close", e);
    }
  }

  @Override
  public AdminOperations operations() {
    return operations;
  }

  @Override
  public void close() {
    close(keeper);
  }
}
