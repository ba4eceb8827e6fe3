package org.guestbridge.simulators.entra.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.guestbridge.simulators.entra.provisioning.ScimFailure.Kind;

/**
 * Works on several objects at once. An object whose target is unreachable is tried again with
 * growing waits, then left to the next cycle; bad credentials and a target that isn't compliant end
 * the cycle.
 */
final class CycleWorkers {
  /** Work on one object; done again, it finds out what was done. */
  @FunctionalInterface
  interface Work {
    void on(UUID id) throws ScimFailure;
  }

  /** So many objects in a row without an answer end the cycle. */
  private static final int TARGET_IS_LOST = 20;

  private final Job job;
  private final Escrow escrow;
  private final Clock clock;
  private volatile String aborted = "";
  private final AtomicInteger unreachable = new AtomicInteger();
  private final AtomicLong worked = new AtomicLong();

  CycleWorkers(Job job, Escrow escrow, Clock clock) {
    this.job = job;
    this.escrow = escrow;
    this.clock = clock;
  }

  void begin() {
    unreachable.set(0);
    aborted = "";
    worked.set(0);
  }

  Optional<String> aborted() {
    return Optional.of(aborted).filter(reason -> !reason.isEmpty());
  }

  long worked() {
    return worked.get();
  }

  /** True when the target can't be reached at all; that is no reason for quarantine. */
  boolean targetIsLost() {
    return unreachable.get() >= TARGET_IS_LOST;
  }

  /** Returns when everything is done or the cycle is aborted. */
  void run(Collection<UUID> ids, Work work) {
    Queue<UUID> queue = new ConcurrentLinkedQueue<>(ids);
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < Math.min(job.settings.concurrency(), ids.size()); number++) {
      Thread thread = new Thread(() -> drain(queue, work), "provisioning-" + number);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException stopped) {
        aborted = "stopped";
        Thread.currentThread().interrupt();
      }
    }
  }

  private void drain(Queue<UUID> queue, Work work) {
    UUID id = queue.poll();
    while (id != null && aborted.isEmpty()) {
      worked.incrementAndGet();
      one(id, work);
      id = queue.poll();
    }
  }

  private void one(UUID id, Work work) {
    Duration wait = job.settings.timing().transportBackoff();
    for (int attempt = 0; ; attempt++) {
      try {
        work.on(id);
        escrow.succeeded(id);
        unreachable.set(0);
        return;
      } catch (ScimFailure failure) {
        boolean again = failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.GONE;
        if (again && attempt < job.settings.timing().transportRetries() && aborted.isEmpty()) {
          job.counts.add(Action.RETRIED);
          ScimConnection.pause(wait);
          wait = wait.multipliedBy(2);
          continue;
        }
        failed(id, failure, again);
        return;
      }
    }
  }

  private void failed(UUID id, ScimFailure failure, boolean again) {
    job.counts.failure(id + ": " + failure.kind() + ": " + failure.getMessage());
    if (failure.kind() == Kind.CREDENTIALS || failure.kind() == Kind.NOT_COMPLIANT) {
      aborted = failure.kind() + ": " + failure.getMessage();
      return;
    }
    if (failure.kind() == Kind.UNREACHABLE && unreachable.incrementAndGet() >= TARGET_IS_LOST) {
      aborted = aborted.isEmpty() ? "UNREACHABLE: " + failure.getMessage() : aborted;
    }
    boolean waits = escrow.failed(id, again, clock.instant());
    job.counts.add(waits ? Action.FAILED : Action.GIVEN_UP);
  }
}
