package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.scim.in.PlanSignal;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Backlog;
import org.guestbridge.core.text.RealmId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Plans who is due, right after a write and otherwise every few seconds. Every node does so; the
 * database gives each person to one of them at a time, and to another when that one dies. Few
 * threads, so that logins keep the database's connections.
 */
@Singleton
final class PlanLoop implements PlanSignal {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.plan");
  private static final int BATCH = 60;
  private static final int PLANNERS = 3;
  private static final int PAGE = 500;

  /** Longer than a batch takes; when a node dies, its batch waits for so long. */
  private static final Duration CLAIM = Duration.ofSeconds(30);

  /** A turn ends after so long, so that every realm has its turn. */
  private static final Duration TURN = Duration.ofSeconds(20);

  private final RealmWatcher realms;
  private final Ledger ledger;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final ExecutorService planners = Executors.newFixedThreadPool(PLANNERS);
  private final AtomicBoolean wanted = new AtomicBoolean();

  /** The versions of realm files whose outdated plans have all been marked, by realm. */
  private final Map<RealmId, String> marked = new ConcurrentHashMap<>();

  private final Map<RealmId, AtomicLong> waiting = new ConcurrentHashMap<>();
  private final Map<RealmId, AtomicLong> oldest = new ConcurrentHashMap<>();

  PlanLoop(RealmWatcher realms, Ledger ledger, InstantSource clock, MeterRegistry metrics) {
    this.realms = realms;
    this.ledger = ledger;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void changed(RealmId realm) {
    wake();
  }

  @Scheduled(
      every = "${guestbridge.plan-interval:5s}",
      delayed = "${guestbridge.plan-interval:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void wake() {
    if (wanted.compareAndSet(false, true)) {
      try {
        worker.execute(this::turn);
      } catch (RejectedExecutionException stopping) {
        wanted.set(false);
      }
    }
  }

  @PreDestroy
  void close() {
    worker.shutdownNow();
    planners.shutdownNow();
  }

  private void turn() {
    // Before the work, so that what is written meanwhile is planned in another turn.
    wanted.set(false);
    boolean more = false;
    for (ServedRealm realm : realms.served()) {
      try {
        more |= turn(realm);
      } catch (LedgerUnavailableException unavailable) {
        LOG.warnf("planning waits: %s", unavailable.getMessage());
      } catch (RuntimeException defect) {
        LOG.errorf("planning broke off: %s", defect.getClass().getName());
      }
    }
    if (more && !Thread.currentThread().isInterrupted()) {
      wake();
    }
  }

  /** Whether the realm needs another turn. */
  private boolean turn(ServedRealm realm) {
    Instant end = clock.instant().plus(TURN);
    boolean allMarked = markOutdated(realm, end);
    List<UUID> due;
    do {
      due = realm.broker().takeDue(BATCH, CLAIM);
      plan(realm.broker(), due);
    } while (!due.isEmpty() && goesOn(end));
    measure(realm.realm().id());
    return !due.isEmpty() || !allMarked;
  }

  private boolean markOutdated(ServedRealm realm, Instant end) {
    RealmId id = realm.realm().id();
    if (realm.documentDigest().equals(marked.get(id))) {
      return true;
    }
    Optional<UUID> last = Optional.empty();
    do {
      last = realm.broker().markOutdated(last, PAGE);
    } while (last.isPresent() && goesOn(end));
    if (last.isEmpty()) {
      marked.put(id, realm.documentDigest());
    }
    return last.isEmpty();
  }

  private boolean goesOn(Instant end) {
    return clock.instant().isBefore(end) && !Thread.currentThread().isInterrupted();
  }

  /** Returns when all are planned, or the ledger does not answer. */
  private void plan(Broker broker, List<UUID> due) {
    AtomicReference<@Nullable LedgerUnavailableException> broken = new AtomicReference<>();
    List<Callable<Boolean>> plans = new ArrayList<>();
    for (UUID person : due) {
      plans.add(() -> broken.get() == null && plan(broker, person, broken));
    }
    try {
      planners.invokeAll(plans);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    LedgerUnavailableException unavailable = broken.get();
    if (unavailable != null) {
      throw unavailable;
    }
  }

  private boolean plan(
      Broker broker, UUID person, AtomicReference<@Nullable LedgerUnavailableException> broken) {
    String outcome;
    try {
      outcome =
          broker
              .provision(person)
              .fold(
                  planned ->
                      planned
                          .plan()
                          .code()
                          .map(Code::text)
                          .orElseGet(() -> planned.plan().state().name().toLowerCase(Locale.ROOT)),
                  () -> "superseded",
                  () -> Code.PERSON_UNKNOWN.text());
    } catch (LedgerUnavailableException unavailable) {
      broken.set(unavailable);
      return false;
    } catch (RuntimeException defect) {
      // The claim runs out and the person is tried again; the message may be personal.
      LOG.errorf("person %s can't be planned: %s", person, defect.getClass().getName());
      outcome = Code.INTERNAL_ERROR.text();
    }
    metrics.counter("guestbridge.plans", "outcome", outcome).increment();
    return true;
  }

  private void measure(RealmId realm) {
    Backlog backlog = ledger.inUnit(realm, unit -> unit.plans().backlog());
    gauge("guestbridge.plan.waiting", waiting, realm).set(backlog.waiting());
    gauge("guestbridge.plan.oldest.seconds", oldest, realm)
        .set(
            backlog
                .oldest()
                .map(since -> Math.max(0, Duration.between(since, clock.instant()).toSeconds()))
                .orElse(0L));
  }

  private AtomicLong gauge(String name, Map<RealmId, AtomicLong> values, RealmId realm) {
    return values.computeIfAbsent(
        realm,
        id -> {
          AtomicLong value = new AtomicLong();
          metrics.gauge(name, Tags.of("realm", id.value()), value);
          return value;
        });
  }
}
