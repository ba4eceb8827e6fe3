package org.guestbridge.app.boot;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AdminRealms;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.FilledDirectory;
import org.guestbridge.app.admin.LedgerOperations;
import org.guestbridge.app.admin.RealmChoice;
import org.guestbridge.app.cli.Version;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.store.RefusedBindings;
import org.guestbridge.app.store.RegistryDatabase;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.identity.IdentityDocument;

/** The admin operations of each realm as it is served at each call. */
@Singleton
final class CurrentOperations implements AdminRealms {

  private final RealmWatcher realms;
  private final Ledger ledger;
  private final CurrentKeyRing keyRing;
  private final RegistryDatabase database;
  private final RefusedBindings refusedBindings;
  private final Nodes nodes;
  private final DirectoryDeliveries deliveries;
  private final DirectoryRuns runs;
  private final Candidates candidates;

  CurrentOperations(
      RealmWatcher realms,
      Ledger ledger,
      CurrentKeyRing keyRing,
      RegistryDatabase database,
      RefusedBindings refusedBindings,
      Nodes nodes,
      DirectoryDeliveries deliveries,
      DirectoryRuns runs,
      Candidates candidates) {
    this.realms = realms;
    this.ledger = ledger;
    this.keyRing = keyRing;
    this.database = database;
    this.refusedBindings = refusedBindings;
    this.nodes = nodes;
    this.deliveries = deliveries;
    this.runs = runs;
    this.candidates = candidates;
  }

  @Override
  public AdminOperations of(Optional<RealmId> named) throws RefusalException {
    RealmId id =
        RealmChoice.of(named, realms.served().stream().map(each -> each.realm().id()).toList());
    ServedRealm served =
        realms
            .find(id)
            .orElseThrow(() -> new RefusalException(Code.REALM_UNREADABLE, "No realm is served."));
    return new ForgettingOperations(
        new LedgerOperations(
            ledger,
            id,
            served.broker(),
            claims -> new IdentityDocument(Optional.empty(), claims).identity(served.realm()),
            this::status,
            "broker",
            Optional.of(directories(served.realm()))),
        runs.of(served),
        candidates.of(served),
        refusedBindings);
  }

  private Map<String, FilledDirectory> directories(Realm realm) {
    Map<String, FilledDirectory> directories = new HashMap<>();
    for (Downstream downstream : realm.downstreams().values()) {
      if (downstream instanceof SamlServiceProvider app && app.directory().isPresent()) {
        directories.put(
            app.name(),
            new FilledDirectory(
                app.directory().get().keyExpires(), deliveries.stopped(realm.id(), app.name())));
      }
    }
    return directories;
  }

  @Override
  public BrokerStatus status() {
    return new BrokerStatus(
        realms.served().stream().map(each -> each.realm().id().value()).toList(),
        Version.text(),
        keyRing.get().thumbprint(),
        database.answers() ? "up" : "down",
        nodes.views());
  }
}
