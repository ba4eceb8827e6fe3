package org.guestbridge.app.boot;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.guestbridge.core.ledger.Ledger;

/**
 * What has to be true before the first request: keys, database and a realm, or no start. Then it
 * warns of certificates that run out.
 */
@Singleton
final class Start {

  void on(
      @Observes StartupEvent event,
      Ledger ledger,
      RealmWatcher watcher,
      ExpiryWatcher expiry,
      Nodes nodes) {
    watcher.load();
    if (watcher.current().isEmpty()) {
      throw new IllegalStateException("the realm file is refused; its problems are in the log");
    }
    expiry.look();
    if (nodes.clustered()) {
      nodes.beat();
    }
  }
}
