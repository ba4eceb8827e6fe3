package org.guestbridge.app.boot;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;

/**
 * What has to be true before the first request: keys, database and every realm, or no start. Then
 * it warns of certificates that run out.
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
    if (!watcher.isComplete()) {
      throw new IllegalStateException(
          "a realm file is refused; its problems are in the log", firstOf(watcher.problems()));
    }
    expiry.look();
    if (nodes.clustered()) {
      nodes.beat();
    }
  }

  private static RefusalException firstOf(List<Problem> problems) {
    Problem first = problems.get(0);
    return new RefusalException(first.code(), first.detail());
  }
}
