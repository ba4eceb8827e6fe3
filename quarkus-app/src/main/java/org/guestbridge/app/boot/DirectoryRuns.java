package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeSet;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.reconcile.DriftMetrics;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.reconcile.Reconciliations;
import org.guestbridge.app.reconcile.Runs;
import org.guestbridge.app.reconcile.Site;
import org.guestbridge.app.scim.out.DirectoryReader;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Directory;
import org.guestbridge.core.provisioning.Provisioning;
import org.jboss.logging.Logger;

/** The runs over directories on this node, on demand and on schedule. */
@Singleton
final class DirectoryRuns {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.reconcile");

  private final RealmWatcher realms;
  private final DirectoryDeliveries deliveries;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Duration interval;
  private final Runs runs;

  DirectoryRuns(
      RealmWatcher realms,
      DirectoryDeliveries deliveries,
      Ledger ledger,
      InstantSource clock,
      BrokerSettings settings,
      MeterRegistry metrics) {
    this.realms = realms;
    this.deliveries = deliveries;
    this.ledger = ledger;
    this.clock = clock;
    this.interval = settings.reconcileInterval();
    this.runs = new Runs(clock, new DriftMetrics(metrics));
  }

  /** The operations of {@code served}. */
  ReconciliationOperations of(ServedRealm served) {
    return new Reconciliations(runs, served.realm().id(), name -> site(served, name));
  }

  private Site site(ServedRealm served, String name) throws RefusalException {
    Provisioning provisioning = ProvisioningOfRealm.of(served.realm());
    if (provisioning.directories().stream().noneMatch(each -> each.name().equals(name))) {
      throw new RefusalException(
          Code.DELIVERY_DIRECTORY_UNKNOWN,
          "The realm fills: "
              + new TreeSet<>(provisioning.directories().stream().map(Directory::name).toList()));
    }
    DirectoryReader reader =
        deliveries
            .reader(served.realm().id(), name)
            .orElseThrow(
                () ->
                    new RefusalException(
                        Code.DELIVERY_UNREACHABLE, "The directory is not served yet."));
    return new Site(
        ledger, served.realm().id(), name, reader, served.realm().rules(), provisioning);
  }

  /** Compares every directory once in each interval, on one of the nodes. */
  @Scheduled(
      every = "60s",
      delayed = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    if (interval.isZero() || interval.isNegative()) {
      return;
    }
    for (ServedRealm served : realms.served()) {
      for (Directory directory : ProvisioningOfRealm.of(served.realm()).directories()) {
        try {
          if (isTurn(served, directory)) {
            of(served).reconcile(directory.name(), false, "schedule");
          }
        } catch (RefusalException refused) {
          LOG.warnf(
              "not compared: realm=%s directory=%s code=%s",
              served.realm().id(), directory.name(), refused.code().text());
        } catch (LedgerUnavailableException unavailable) {
          LOG.warnf("not compared: %s", unavailable.getMessage());
        }
      }
    }
  }

  /** True for one node in each interval; the first interval after a start may be a short one. */
  private boolean isTurn(ServedRealm served, Directory directory) {
    Instant now = clock.instant();
    long turn = now.toEpochMilli() / interval.toMillis();
    Instant end = Instant.ofEpochMilli((turn + 1) * interval.toMillis());
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.RECONCILIATION,
            served.realm().id().value(),
            directory.name() + " " + interval.toMillis() + " " + turn,
            end);
    return served.broker().useOnce(mark);
  }

  @PreDestroy
  void close() {
    runs.close();
  }
}
