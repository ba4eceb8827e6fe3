package org.guestbridge.app.reconcile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.guestbridge.core.alias.Epoch;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Directory;
import org.guestbridge.core.text.RealmId;
import org.jboss.logging.Logger;

/**
 * Runs tasks over directories, one at a time on this node, and remembers the last of each
 * directory. Safe for use by several threads.
 */
public final class Runs implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.reconcile");

  private final InstantSource clock;
  private final DriftMetrics metrics;
  private final Map<Place, Run> runs = new ConcurrentHashMap<>();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "reconciliation");
            thread.setDaemon(true);
            return thread;
          });

  /** Nothing runs yet. */
  public Runs(InstantSource clock, DriftMetrics metrics) {
    this.clock = clock;
    this.metrics = metrics;
  }

  private record Place(RealmId realm, String directory) {}

  /** Begins; refused with {@code reconciliation_running} while one is on. */
  RunState begin(Site site, Task task) throws RefusalException {
    Place place = new Place(site.realm(), site.directory());
    Run run = new Run(site, task);
    Run current =
        runs.compute(place, (at, was) -> was == null || was.finishedAt.isPresent() ? run : was);
    if (current != run) {
      throw new RefusalException(Code.RECONCILIATION_RUNNING, "It began " + current.startedAt);
    }
    worker.execute(run);
    return run.state(0);
  }

  /** What is open before a directory is read; that alone is then learned for. */
  private static Optional<Epoch> open(Site site) {
    return site.ledger()
        .inUnit(site.realm(), unit -> unit.epochs().last())
        .filter(epoch -> epoch.endedAt().isEmpty());
  }

  /** Ends the time after a restore once every directory was learned from since it began. */
  private static void learned(Site site, Epoch epoch, UUID run) {
    Set<String> all =
        site.provisioning().directories().stream().map(Directory::name).collect(Collectors.toSet());
    site.ledger()
        .inUnit(
            site.realm(),
            unit -> {
              boolean ends = unit.epochs().learned(epoch, site.directory(), all);
              if (ends) {
                unit.audit(new AuditEvent.EpochChanged(run.toString(), "epoch_ended", "relearn"));
              }
              return ends;
            });
  }

  /** The run that is on or was last; refused with {@code reconciliation_unknown}. */
  RunState state(RealmId realm, String directory, int from) throws RefusalException {
    Optional<Run> run = Optional.ofNullable(runs.get(new Place(realm, directory)));
    if (run.isEmpty()) {
      throw new RefusalException(Code.RECONCILIATION_UNKNOWN, "None since the broker started.");
    }
    return run.get().state(from);
  }

  /** Ends what runs; what was ordered stays ordered. */
  @Override
  public void close() {
    worker.shutdownNow();
  }

  /** One run. */
  private final class Run implements Runnable, Progress {

    private final Site site;
    private final Task task;
    private final UUID id = UUID.randomUUID();
    private final Instant startedAt = clock.instant();
    private final Findings findings = new Findings();
    private final AtomicLong done = new AtomicLong();
    private volatile String phase = "begins";
    private volatile long total;
    private volatile long waiting;
    private volatile Optional<String> code = Optional.empty();
    private volatile Optional<Instant> finishedAt = Optional.empty();

    Run(Site site, Task task) {
      this.site = site;
      this.task = task;
    }

    @Override
    public void run() {
      try {
        Optional<Epoch> epoch = task instanceof Relearning ? open(site) : Optional.empty();
        task.run(site, id, findings, this);
        epoch.ifPresent(open -> learned(site, open, id));
        waiting =
            site.ledger()
                .inUnit(site.realm(), unit -> unit.outbox().backlog(site.directory()).waiting());
      } catch (RefusalException refused) {
        fail(refused.code());
      } catch (LedgerUnavailableException unavailable) {
        fail(Code.LEDGER_UNAVAILABLE);
      } catch (RuntimeException defect) {
        // A message might quote a person.
        LOG.errorf("a reconciliation failed: %s", defect.getClass().getName());
        fail(Code.INTERNAL_ERROR);
      } finally {
        phase = "done";
        metrics.measured(site, task.purpose(), findings, code.isEmpty());
        finishedAt = Optional.of(clock.instant());
      }
    }

    private void fail(Code why) {
      code = Optional.of(why.text());
      LOG.warnf(
          "reconciliation broke off: realm=%s directory=%s code=%s",
          site.realm(), site.directory(), why.text());
    }

    @Override
    public void phase(String name) {
      done.set(0);
      total = 0;
      phase = name;
    }

    @Override
    public void read(long more, long ofTotal) {
      done.addAndGet(more);
      total = ofTotal;
    }

    RunState state(int from) {
      Optional<Instant> end = finishedAt;
      List<Finding> page =
          end.isEmpty() ? List.of() : findings.page(from, ReconciliationOperations.MAX_PAGE);
      return new RunState(
          id,
          site.directory(),
          task.purpose(),
          phase,
          done.get(),
          total,
          startedAt,
          end,
          code,
          waiting,
          findings.counts(),
          page,
          end.isEmpty()
              ? Optional.empty()
              : findings.next(from, ReconciliationOperations.MAX_PAGE));
    }
  }
}
