package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.scim.out.Deliverer;
import org.guestbridge.app.scim.out.DeliverySettings;
import org.guestbridge.app.scim.out.DirectoryReader;
import org.guestbridge.app.scim.out.MailReadiness;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.ScimDirectory;
import org.jboss.logging.Logger;

/**
 * Serves each directory of the realms by a thread of its own, and begins anew with one whose
 * settings changed.
 */
@Singleton
final class DirectoryDeliveries {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.delivery");
  private static final long IDLE_MILLIS = 1_000;
  private static final long UNAVAILABLE_MILLIS = 5_000;

  private final RealmWatcher realms;
  private final Ledger ledger;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final BoundedHttp http = BoundedHttp.create(HttpLimits.DOCUMENTS);
  private final ExchangerWatches watches;
  private final Map<Place, Running> running = new HashMap<>();

  DirectoryDeliveries(
      RealmWatcher realms, Ledger ledger, InstantSource clock, MeterRegistry metrics) {
    this.realms = realms;
    this.ledger = ledger;
    this.clock = clock;
    this.metrics = metrics;
    this.watches = new ExchangerWatches(metrics);
  }

  /** Brings what runs in line with the realms as they are served now. */
  @Scheduled(
      every = "${guestbridge.reload-interval:2s}",
      delayed = "${guestbridge.reload-interval:2s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  synchronized void look() {
    Map<Place, Target> wanted = wanted();
    running
        .entrySet()
        .removeIf(
            entry -> {
              boolean stays = entry.getValue().target().equals(wanted.get(entry.getKey()));
              if (!stays) {
                entry.getValue().end();
              }
              return !stays;
            });
    wanted.forEach((place, target) -> running.computeIfAbsent(place, at -> begin(at, target)));
  }

  /** Reads a directory that is served at this moment. */
  synchronized Optional<DirectoryReader> reader(RealmId realm, String directory) {
    return Optional.ofNullable(running.get(new Place(realm, directory)))
        .map(served -> served.deliverer().reader());
  }

  /** Why this node leaves a directory alone at this moment. */
  synchronized Optional<Code> stopped(RealmId realm, String directory) {
    return Optional.ofNullable(running.get(new Place(realm, directory)))
        .flatMap(served -> served.deliverer().stopped());
  }

  synchronized void end(@Observes ShutdownEvent event) {
    running.values().forEach(Running::end);
    running.clear();
  }

  private Map<Place, Target> wanted() {
    List<ServedRealm> all = realms.served();
    watches.retain(all.stream().map(ServedRealm::realm).toList());
    Map<Place, Target> wanted = new HashMap<>();
    for (ServedRealm served : all) {
      MailReadiness mail = watches.of(served.realm());
      for (Downstream downstream : served.realm().downstreams().values()) {
        if (downstream instanceof SamlServiceProvider app && app.directory().isPresent()) {
          wanted.put(
              new Place(served.realm().id(), app.name()), new Target(app.directory().get(), mail));
        }
      }
    }
    return wanted;
  }

  private Running begin(Place place, Target target) {
    Deliverer deliverer =
        new Deliverer(
            ledger,
            place.realm(),
            place.directory(),
            target.directory(),
            target.mail(),
            http,
            clock,
            DeliverySettings.DEFAULT,
            metrics);
    Thread thread = new Thread(() -> serve(deliverer), "deliveries-" + place.directory());
    thread.setDaemon(true);
    thread.start();
    return new Running(target, deliverer, thread);
  }

  private static void serve(Deliverer deliverer) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.MILLISECONDS.sleep(pause(deliverer));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** One round, and how long to wait before the next. */
  private static long pause(Deliverer deliverer) throws InterruptedException {
    try {
      return deliverer.round() == 0 ? IDLE_MILLIS : 0;
    } catch (LedgerUnavailableException unavailable) {
      LOG.warnf("nothing delivered: %s", unavailable.getMessage());
    } catch (RuntimeException defect) {
      // A message might quote a person, and the directory is to be served on.
      LOG.errorf("a round of deliveries failed: %s", defect.getClass().getName());
    }
    return UNAVAILABLE_MILLIS;
  }

  private record Place(RealmId realm, String directory) {}

  private record Target(ScimDirectory directory, MailReadiness mail) {}

  private record Running(Target target, Deliverer deliverer, Thread thread) {

    void end() {
      thread.interrupt();
      deliverer.close();
    }
  }
}
