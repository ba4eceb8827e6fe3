package org.guestbridge.app.scim.out;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.Lease;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.ScimDirectory;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells one directory what it is to have, a bounded number of deliveries at a time, so that memory
 * does not grow with the number of people. Several nodes may serve the same directory: each takes
 * other deliveries. One thread calls {@link #round()}.
 */
public final class Deliverer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.delivery");
  private static final int GROUPS = 8;

  /** Most requests that an account usually takes. */
  private static final int REQUESTS = 3;

  /** Counting what waits reads as many rows as wait, so it is not done in each round. */
  private static final Duration COUNTED = Duration.ofSeconds(5);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final RealmId realm;
  private final String directory;
  private final InstantSource clock;
  private final DeliverySettings settings;
  private final DirectoryPace pace;
  private final DirectoryReader reader;
  private final AccountDelivery accounts;
  private final GroupDelivery groups;
  private final MailReadiness mail;
  private final DeliveryMetrics metrics;
  private final ExecutorService workers;
  private long countAt = System.nanoTime();

  /**
   * A deliverer that has not begun.
   *
   * @param directory the downstream's name in the realm file
   * @param target where and how fast
   * @param mail asked in each round about the accounts that it is to make
   */
  public Deliverer(
      Ledger ledger,
      RealmId realm,
      String directory,
      ScimDirectory target,
      MailReadiness mail,
      BoundedHttp http,
      InstantSource clock,
      DeliverySettings settings,
      MeterRegistry registry) {
    this.ledger = ledger;
    this.realm = realm;
    this.directory = directory;
    this.clock = clock;
    this.settings = settings;
    this.mail = mail;
    this.pace = new DirectoryPace(target.requestsPerSecond(), settings.probe(), System::nanoTime);
    ManagedAccounts managed =
        new ManagedAccounts(target.isAtlassian(), this::sayExternal, this::sayManaged);
    this.metrics = new DeliveryMetrics(registry, realm, directory, pace, managed);
    ScimCalls calls = new ScimCalls(target, http, pace, this::sayResumed);
    this.reader = new DirectoryReader(calls, settings.firstRetry(), DirectoryReader.MAX_ENTRIES);
    Links links = new Links(ledger, realm);
    this.accounts = new AccountDelivery(calls, links, managed);
    this.groups = new GroupDelivery(ledger, realm, calls, links);
    this.workers =
        Executors.newFixedThreadPool(
            settings.workers(),
            task -> {
              Thread thread = new Thread(task, "delivery-" + realm + "-" + directory);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Reads the directory, at the pace that it shares with the deliveries. */
  public DirectoryReader reader() {
    return reader;
  }

  /** Why the directory is left alone, but for a probe in a while. */
  public Optional<Code> stopped() {
    return pace.stopped();
  }

  /**
   * Takes what is due, accounts before groups, and tries each once.
   *
   * @return how many were tried; with 0 nothing is due, or the directory is to be left alone
   */
  public int round() throws InterruptedException {
    int tried = 0;
    for (DeliveryKind kind : DeliveryKind.values()) {
      int limit = limit(kind);
      if (limit > 0) {
        tried += round(kind, limit);
      }
    }
    if (System.nanoTime() - countAt >= 0) {
      metrics.waiting(ledger.inUnit(realm, unit -> unit.outbox().backlog(directory).waiting()));
      countAt = System.nanoTime() + COUNTED.toNanos();
    }
    return tried;
  }

  /** No more than can be told while the lease lasts; the rest stays for other nodes. */
  private int limit(DeliveryKind kind) {
    if (pace.stopped().isPresent()) {
      return pace.isProbeDue() ? 1 : 0;
    }
    if (pace.backlog().compareTo(LONGEST_WAIT) > 0) {
      return 0;
    }
    int affordable = pace.requestsWithin(settings.lease().dividedBy(3)) / REQUESTS;
    int most = kind == DeliveryKind.USER ? settings.accounts() : GROUPS;
    return Math.max(1, Math.min(most, affordable));
  }

  private int round(DeliveryKind kind, int limit) throws InterruptedException {
    WriteTurn turn = new WriteTurn(System::nanoTime, System.nanoTime(), settings.lease());
    List<Lease> leases =
        ledger.inUnit(realm, unit -> unit.outbox().lease(directory, kind, limit, settings.lease()));
    MailAnswers answers = MailAnswers.about(leases, mail);
    List<Callable<Object>> tasks = new ArrayList<>();
    leases.forEach(lease -> tasks.add(Executors.callable(() -> settle(lease, answers, turn))));
    for (Future<Object> done : workers.invokeAll(tasks)) {
      try {
        done.get();
      } catch (ExecutionException defect) {
        // The lease runs out and the delivery is tried again. A message might quote a person.
        @Nullable Throwable cause = defect.getCause();
        LOG.errorf("a delivery failed: %s", (cause == null ? defect : cause).getClass().getName());
      }
    }
    return leases.size();
  }

  /** Tries a delivery and writes down what came of it, unless another has it by then. */
  private void settle(Lease lease, MailAnswers answers, WriteTurn turn) {
    try {
      metrics.count(lease.delivery().key().kind(), outcome(lease, answers, turn));
    } catch (LedgerUnavailableException unavailable) {
      LOG.warnf("a delivery is not recorded and will be repeated: %s", unavailable.getMessage());
    }
  }

  private String outcome(Lease lease, MailAnswers answers, WriteTurn turn) {
    String outcome;
    boolean settled;
    try {
      tell(lease, answers, turn);
      outcome = "delivered";
      settled = ledger.inUnit(realm, unit -> unit.outbox().delivered(lease));
    } catch (DeliveryFailure failure) {
      outcome = failure.code().text();
      settled = record(lease, failure);
    }
    return settled ? outcome : DeliveryMetrics.LEASE_LOST;
  }

  private void tell(Lease lease, MailAnswers answers, WriteTurn turn) throws DeliveryFailure {
    if (pace.stopped().isPresent() && !pace.isProbeDue()) {
      throw DeliveryFailure.retry(pace.stopped().orElse(Code.DELIVERY_KEY_REFUSED), "not tried");
    }
    if (lease.delivery().key().kind() == DeliveryKind.USER) {
      accounts.deliver(lease.delivery(), answers, turn);
    } else {
      groups.deliver(lease.delivery(), turn);
    }
  }

  /** False when the lease was lost. */
  private boolean record(Lease lease, DeliveryFailure failure) {
    return switch (failure.consequence()) {
      case SET_ASIDE -> setAside(lease, failure);
      case STOP -> {
        if (pace.stop(failure.code())) {
          LOG.errorf(
              "delivery stopped: realm=%s directory=%s code=%s; %s",
              realm, directory, failure.code().text(), failure.code().remedy());
        }
        yield retry(lease, failure, settings.probe());
      }
      case RETRY -> retry(lease, failure, pause(lease.delivery().attempts(), failure));
    };
  }

  private boolean setAside(Lease lease, DeliveryFailure failure) {
    boolean settled =
        ledger.inUnit(
            realm, unit -> unit.outbox().setAside(lease, failure.code(), failure.detail()));
    if (settled) {
      LOG.warnf(
          "set aside: realm=%s directory=%s code=%s", realm, directory, failure.code().text());
    }
    return settled;
  }

  private boolean retry(Lease lease, DeliveryFailure failure, Duration pause) {
    Instant at = clock.instant().plus(pause);
    return ledger.inUnit(
        realm, unit -> unit.outbox().retryAt(lease, at, failure.code(), failure.detail()));
  }

  private Duration pause(int attempts, DeliveryFailure failure) {
    long longest = settings.longestRetry().toMillis();
    long doubled = settings.firstRetry().toMillis() << Math.min(attempts, 20);
    long whole = Math.max(1, Math.min(longest, doubled));
    long millis = whole - ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    Duration asked = failure.after().orElse(Duration.ZERO);
    Duration bounded = asked.toMillis() > longest ? settings.longestRetry() : asked;
    return bounded.plusMillis(millis);
  }

  private void sayExternal(DomainName domain) {
    LOG.warnf(
        "accounts are external: realm=%s directory=%s domain=%s; the directory made an account and"
            + " linked it to none of the organization's: verify the domain there and claim an"
            + " account on it",
        realm, directory, domain);
  }

  private void sayManaged(DomainName domain) {
    LOG.infof(
        "accounts are managed again: realm=%s directory=%s domain=%s", realm, directory, domain);
  }

  private void sayResumed() {
    LOG.infof("delivery resumed: realm=%s directory=%s", realm, directory);
  }

  /** Begins nothing any more; what runs is cut off and repeated by whoever serves next. */
  @Override
  public void close() {
    workers.shutdownNow();
    metrics.close();
  }
}
