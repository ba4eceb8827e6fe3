package org.guestbridge.app.boot;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.jboss.logging.Logger;

/**
 * Deletes once-only marks that no longer protect anything, and audit records past their retention.
 * A mark outlives what it marks by an hour, so that clocks may differ.
 */
@Singleton
final class Sweeper {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.sweep");
  private static final Duration MARGIN = Duration.ofHours(1);

  private final Ledger ledger;
  private final RealmWatcher realms;
  private final BrokerSettings settings;
  private final InstantSource clock;

  Sweeper(Ledger ledger, RealmWatcher realms, BrokerSettings settings, InstantSource clock) {
    this.ledger = ledger;
    this.realms = realms;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(
      every = "${guestbridge.sweep-interval:10m}",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void sweep() {
    Instant now = clock.instant();
    realms
        .served()
        .forEach(
            realm -> {
              try {
                ledger.inUnit(
                    realm.realm().id(),
                    unit ->
                        unit.sweep(now.minus(MARGIN), settings.auditRetention().map(now::minus)));
              } catch (LedgerUnavailableException unavailable) {
                LOG.warnf("nothing swept: %s", unavailable.getMessage());
              }
            });
  }
}
