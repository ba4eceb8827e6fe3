package org.guestbridge.simulators.entra.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.time.VirtualClock;

/**
 * One provisioning job of the simulated tenant. Nothing runs by itself: a test, or the control over
 * HTTP, runs the test of the connection, cycles, and provisioning on demand. One call at a time.
 */
public final class ProvisioningJob {
  /** The time between two cycles; it can't be configured. */
  public static final Duration INTERVAL = Duration.ofMinutes(40);

  private static final Duration INTERVAL_IN_QUARANTINE = Duration.ofDays(1);
  private static final Duration LONGEST_QUARANTINE = Duration.ofDays(28);

  /** Whether the job runs. */
  public enum State {
    /** No cycle came to its end yet. */
    NOT_STARTED,
    ACTIVE,
    /** Once a day until the cause is gone. */
    QUARANTINE,
    /** Too long in quarantine; only a restart helps. */
    DISABLED
  }

  private final Job job;
  private final VirtualClock clock;
  private final Escrow escrow;
  private final GroupSync groups;
  private final CycleWorkers workers;
  private State state = State.NOT_STARTED;
  private boolean initial = true;
  private long watermark;
  private Scope lastScope = new Scope(Map.of(), Set.of(), Map.of());
  private Instant lastCycle = Instant.EPOCH;
  private Optional<Instant> quarantinedSince = Optional.empty();
  private Optional<String> quarantineReason = Optional.empty();

  private ProvisioningJob(SimulatedEntra entra, ProvisioningSettings settings, Bearer bearer) {
    this.job = new Job(settings, entra.directory(), entra.settings().initialDomain(), bearer);
    this.clock = new VirtualClock(settings.clock());
    this.escrow = new Escrow(settings.timing());
    this.groups = new GroupSync(job, escrow::holds);
    this.workers = new CycleWorkers(job, escrow, clock);
  }

  /** A job for the tenant's directory; nothing is sent yet. */
  public static ProvisioningJob of(
      SimulatedEntra entra, ProvisioningSettings settings, Bearer bearer) {
    return new ProvisioningJob(entra, settings, bearer);
  }

  /**
   * Asks for a user, and for a group, that do not exist, as the button "Test Connection" does.
   *
   * @return empty when both answers are an empty list, otherwise what is wrong
   */
  public synchronized Optional<String> testConnection() {
    String nobody = UUID.randomUUID().toString();
    try {
      String attribute = job.settings.mapping().matching().get(0);
      if (!job.connection.find("Users", attribute, nobody, "").isEmpty()) {
        return Optional.of("a user who does not exist was found");
      }
      if (job.settings.groups()
          && !job.connection
              .find("Groups", "displayName", nobody, "excludedAttributes=members&")
              .isEmpty()) {
        return Optional.of("a group that does not exist was found");
      }
      return Optional.empty();
    } catch (ScimFailure failure) {
      return Optional.of(failure.kind() + ": " + failure.getMessage());
    }
  }

  /** The job's time; advance it to reach the next cycle or the next try of what failed. */
  public VirtualClock clock() {
    return clock;
  }

  public synchronized State state() {
    return state;
  }

  /** Why the job is in quarantine or disabled. */
  public synchronized Optional<String> quarantineReason() {
    return quarantineReason;
  }

  /** How many users and groups wait for another try. */
  public int escrowed() {
    return escrow.size();
  }

  /** The ids of users at the target, by object id. */
  public Map<UUID, String> targetIds() {
    Map<UUID, String> ids = new HashMap<>();
    job.users.forEach((id, target) -> ids.put(id, target.scimId));
    return ids;
  }

  /** Runs a cycle if the time for one has come. */
  public synchronized Optional<CycleReport> runIfDue() {
    Duration interval = state == State.QUARANTINE ? INTERVAL_IN_QUARANTINE : INTERVAL;
    return state == State.DISABLED || clock.instant().isBefore(lastCycle.plus(interval))
        ? Optional.empty()
        : Optional.of(runCycle());
  }

  /**
   * Runs a cycle now: over everybody the first time and after a restart, otherwise over what
   * changed.
   *
   * @throws IllegalStateException when the job is disabled
   */
  public synchronized CycleReport runCycle() {
    if (state == State.DISABLED) {
      throw new IllegalStateException("the job is disabled: restart it");
    }
    Instant started = clock.instant();
    long real = System.nanoTime();
    job.directory.purgeExpired(started);
    Counts counts = job.startCounting();
    boolean whole = initial;
    long newest = job.directory.changes().newest();
    Scope scope = Scope.of(job.directory, job.settings.everybody(), job.settings.groups());
    ChangeSet changes = ChangeSet.after(job.directory.changes().after(watermark));
    Dialect dialect = new Dialect(job.settings.strictDialect(), job.variation);

    workers.begin();
    UserSync users = new UserSync(job, scope, dialect);
    Set<UUID> due = escrow.due(started);
    Collection<UUID> people = usersToDo(whole, scope, changes, due);
    workers.run(
        people,
        id -> users.run(id, whole || due.contains(id) ? Optional.empty() : changes.user(id)));
    ManagerSync managers = new ManagerSync(job, dialect);
    workers.run(managers.among(people, escrow::holds), managers::run);
    Set<UUID> leaving = new HashSet<>(groups.known());
    leaving.removeAll(scope.groups());
    workers.run(
        groupsToDo(whole, scope, changes, due, leaving),
        id -> {
          if (leaving.contains(id)) {
            groups.delete(id);
          } else if (whole || due.contains(id) || !groups.knows(id)) {
            groups.whole(id, dialect);
          } else {
            groups.changed(id, changes.groups().getOrDefault(id, List.of()), dialect);
          }
        });
    Optional<String> aborted = workers.aborted();
    if (aborted.isEmpty()) {
      watermark = newest;
      lastScope = scope;
      initial = false;
    }
    lastCycle = started;
    judge(workers.targetIsLost() ? Optional.empty() : aborted, counts, workers.worked());
    return new CycleReport(
        whole,
        counts.counts(),
        aborted,
        counts.failures(),
        counts.drifts(),
        Duration.ofNanos(System.nanoTime() - real));
  }

  /**
   * Provisions one user now, always in the old dialect, matched anew and whatever changed.
   *
   * @throws IllegalArgumentException when nobody has the key
   */
  public synchronized CycleReport provisionOnDemand(String key) {
    long real = System.nanoTime();
    Person person = job.directory.get(key);
    Counts counts = job.startCounting();
    Scope scope = Scope.of(job.directory, job.settings.everybody(), job.settings.groups());
    Dialect dialect = new Dialect(false, job.variation);
    UserSync users = new UserSync(job, scope, dialect);
    ManagerSync managers = new ManagerSync(job, dialect);
    List<UUID> one = List.of(person.objectId());
    workers.begin();
    workers.run(one, id -> users.run(id, Optional.empty()));
    workers.run(managers.among(one, escrow::holds), managers::run);
    return new CycleReport(
        false,
        counts.counts(),
        workers.aborted(),
        counts.failures(),
        counts.drifts(),
        Duration.ofNanos(System.nanoTime() - real));
  }

  /**
   * Begins again with an initial cycle and leaves quarantine.
   *
   * @param full true to forget the ids at the target too, so that everybody is matched anew
   */
  public synchronized void restart(boolean full) {
    initial = true;
    state = State.NOT_STARTED;
    quarantinedSince = Optional.empty();
    quarantineReason = Optional.empty();
    escrow.clear();
    if (full) {
      job.users.clear();
      groups.forget();
    }
  }

  /** Reads everybody who is managed and says what does not read as it was written. */
  public synchronized CycleReport driftCheck() {
    long real = System.nanoTime();
    Counts counts = job.startCounting();
    Scope scope = Scope.of(job.directory, job.settings.everybody(), job.settings.groups());
    UserSync users =
        new UserSync(job, scope, new Dialect(job.settings.strictDialect(), job.variation));
    workers.begin();
    workers.run(
        List.copyOf(job.users.keySet()),
        id -> {
          Target target = job.users.get(id);
          if (target != null) {
            job.connection
                .read("Users", target.scimId, "")
                .ifPresentOrElse(
                    read -> users.compare(id, target, read),
                    () -> counts.drift(new Drift(id, "id", target.scimId, null)));
          }
        });
    return new CycleReport(
        false,
        counts.counts(),
        workers.aborted(),
        counts.failures(),
        counts.drifts(),
        Duration.ofNanos(System.nanoTime() - real));
  }

  private Collection<UUID> usersToDo(boolean whole, Scope scope, ChangeSet changes, Set<UUID> due) {
    Set<UUID> todo = new LinkedHashSet<>();
    if (whole) {
      todo.addAll(scope.users().keySet());
      todo.addAll(job.users.keySet());
      return todo;
    }
    todo.addAll(changes.users().keySet());
    Set<UUID> came = new LinkedHashSet<>(scope.users().keySet());
    came.removeAll(lastScope.users().keySet());
    todo.addAll(came);
    Set<UUID> went = new LinkedHashSet<>(lastScope.users().keySet());
    went.removeAll(scope.users().keySet());
    todo.addAll(went);
    due.stream().filter(id -> !isGroup(id)).forEach(todo::add);
    return todo;
  }

  private Collection<UUID> groupsToDo(
      boolean whole, Scope scope, ChangeSet changes, Set<UUID> due, Set<UUID> leaving) {
    Set<UUID> todo = new LinkedHashSet<>(leaving);
    Set<UUID> following = groups.withMembersToFollow();
    for (UUID id : scope.groups()) {
      boolean failed = due.contains(id) || following.contains(id);
      if (whole || failed || !groups.knows(id) || changes.groups().containsKey(id)) {
        todo.add(id);
      }
    }
    return todo;
  }

  private boolean isGroup(UUID id) {
    return groups.knows(id) || job.directory.groups().find(id).isPresent();
  }

  private void judge(Optional<String> aborted, Counts counts, long worked) {
    ProvisioningSettings.Timing timing = job.settings.timing();
    long failures = counts.count(Action.FAILED) + counts.count(Action.REFERENCE_FAILED);
    Optional<String> reason = aborted;
    if (reason.isEmpty() && failures >= timing.quarantineAt()) {
      reason = Optional.of(failures + " failures");
    } else if (reason.isEmpty()
        && failures >= timing.quarantineFrom()
        && failures > timing.quarantineRate() * worked) {
      reason = Optional.of(failures + " of " + worked + " failed");
    }
    if (reason.isEmpty()) {
      state = State.ACTIVE;
      quarantinedSince = Optional.empty();
    } else {
      Instant since = quarantinedSince.orElse(clock.instant());
      quarantinedSince = Optional.of(since);
      state =
          clock.instant().isAfter(since.plus(LONGEST_QUARANTINE))
              ? State.DISABLED
              : State.QUARANTINE;
    }
    quarantineReason = reason;
  }
}
