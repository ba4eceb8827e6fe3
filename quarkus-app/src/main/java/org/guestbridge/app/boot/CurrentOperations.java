package org.guestbridge.app.boot;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminAction;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AliasDetail;
import org.guestbridge.app.admin.AliasPage;
import org.guestbridge.app.admin.AuditPage;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.ExplanationView;
import org.guestbridge.app.admin.LedgerOperations;
import org.guestbridge.app.cli.Version;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.store.RefusedBindings;
import org.guestbridge.app.store.RegistryDatabase;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.identity.IdentityDocument;

/** The admin operations of the realm as it is served at each call. */
@Singleton
final class CurrentOperations implements AdminOperations {

  private final RealmWatcher realms;
  private final Ledger ledger;
  private final CurrentKeyRing keyRing;
  private final RegistryDatabase database;
  private final RefusedBindings refusedBindings;
  private final Nodes nodes;

  CurrentOperations(
      RealmWatcher realms,
      Ledger ledger,
      CurrentKeyRing keyRing,
      RegistryDatabase database,
      RefusedBindings refusedBindings,
      Nodes nodes) {
    this.realms = realms;
    this.ledger = ledger;
    this.keyRing = keyRing;
    this.database = database;
    this.refusedBindings = refusedBindings;
    this.nodes = nodes;
  }

  @Override
  public AliasPage aliases(Optional<UUID> after, int limit) throws RefusalException {
    return current().aliases(after, limit);
  }

  @Override
  public AliasPage aliasesHolding(EmailAddress address) throws RefusalException {
    return current().aliasesHolding(address);
  }

  @Override
  public AliasDetail alias(UUID id) throws RefusalException {
    return current().alias(id);
  }

  @Override
  public AliasDetail change(UUID id, AdminAction action, Actor actor) throws RefusalException {
    AliasDetail changed = current().change(id, action, actor);
    refusedBindings.invalidate();
    return changed;
  }

  @Override
  public AuditPage audit(long after, int limit) throws RefusalException {
    return current().audit(after, limit);
  }

  @Override
  public BrokerStatus status() throws RefusalException {
    return current().status();
  }

  @Override
  public ExplanationView explain(Map<String, Object> claims) throws RefusalException {
    return current().explain(claims);
  }

  private AdminOperations current() throws RefusalException {
    ServedRealm served =
        realms
            .current()
            .orElseThrow(() -> new RefusalException(Code.REALM_UNREADABLE, "No realm is served."));
    return new LedgerOperations(
        ledger,
        served.realm().id(),
        served.broker(),
        claims -> new IdentityDocument(Optional.empty(), claims).identity(served.realm()),
        () -> status(served),
        "broker");
  }

  private BrokerStatus status(ServedRealm served) {
    return new BrokerStatus(
        served.realm().id().value(),
        Version.text(),
        keyRing.get().thumbprint(),
        database.answers() ? "up" : "down",
        nodes.views());
  }
}
