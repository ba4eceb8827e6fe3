package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
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

  /** How often is looked whether a directory's turn has come, at the longest. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final RealmWatcher realms;
  private final DirectoryDeliveries deliveries;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Duration interval;
  private final Scheduler scheduler;
  private final Runs runs;

  DirectoryRuns(
      RealmWatcher realms,
      DirectoryDeliveries deliveries,
      Ledger ledger,
      InstantSource clock,
      BrokerSettings settings,
      Scheduler scheduler,
      MeterRegistry metrics) {
    this.realms = realms;
    this.deliveries = deliveries;
    this.ledger = ledger;
    this.clock = clock;
    this.interval = settings.reconcileInterval();
    this.scheduler = scheduler;
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

  /** Compares every directory once in each interval, on one of the nodes; never when it is zero. */
  void schedule(@Observes StartupEvent event) {
    if (interval.isZero() || interval.isNegative()) {
      return;
    }
    String period = (interval.compareTo(LOOK) < 0 ? interval : LOOK).toString();
    scheduler
        .newJob("reconciliation")
        .setInterval(period)
        .setDelayed(period)
        .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
        .setTask(execution -> look())
        .schedule();
  }

  private void look() {
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
