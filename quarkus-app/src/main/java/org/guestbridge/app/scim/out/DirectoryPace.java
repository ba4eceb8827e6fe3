package org.guestbridge.app.scim.out;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.guestbridge.core.problem.Code;

/**
 * How fast one node may ask one directory, and whether it may at all. A directory that asks for
 * fewer requests halves the speed, and each answer after that regains a twentieth. Safe for use by
 * several threads.
 */
final class DirectoryPace {

  private static final long SLOWEST = Duration.ofSeconds(10).toNanos();
  private static final Duration UNSAID_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final LongSupplier nanoTime;
  private final long fastest;
  private final long probe;
  private long interval;
  private long nextFree;
  private long probeAt;
  private Optional<Code> stopped = Optional.empty();

  /**
   * A pace at full speed.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  DirectoryPace(int requestsPerSecond, Duration probe, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.fastest = Duration.ofSeconds(1).toNanos() / requestsPerSecond;
    this.probe = probe.toNanos();
    this.interval = fastest;
    this.nextFree = nanoTime.getAsLong();
  }

  /** How long a request that is to be sent now would have to wait. */
  synchronized Duration backlog() {
    return Duration.ofNanos(Math.max(0, nextFree - nanoTime.getAsLong()));
  }

  /** How many requests the present speed allows within {@code time}. */
  synchronized int requestsWithin(Duration time) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, time.toNanos() / interval));
  }

  /** Takes the next free moment and says how far off it is. */
  synchronized Duration reserve() {
    long now = nanoTime.getAsLong();
    long slot = nextFree - now > 0 ? nextFree : now;
    nextFree = slot + interval;
    return Duration.ofNanos(slot - now);
  }

  /** The directory answered 429; no request is sent for as long as it asks. */
  synchronized Duration throttled(Optional<Duration> retryAfter) {
    Duration pause = retryAfter.orElse(UNSAID_PAUSE);
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    interval = Math.min(SLOWEST, interval * 2);
    long free = nanoTime.getAsLong() + pause.toNanos();
    nextFree = free - nextFree > 0 ? free : nextFree;
    return pause;
  }

  /** The directory answered one who may ask; true when it had been left alone until now. */
  synchronized boolean answered() {
    interval = Math.max(fastest, interval - interval / 20);
    boolean resumed = stopped.isPresent();
    stopped = Optional.empty();
    return resumed;
  }

  /** The directory is left alone but for a probe in a while; true when it was not until now. */
  synchronized boolean stop(Code code) {
    boolean first = stopped.isEmpty();
    stopped = Optional.of(code);
    probeAt = nanoTime.getAsLong() + probe;
    return first;
  }

  /** Why the directory is left alone. */
  synchronized Optional<Code> stopped() {
    return stopped;
  }

  /** Whether a directory that is left alone may be probed. */
  synchronized boolean isProbeDue() {
    return stopped.isPresent() && nanoTime.getAsLong() - probeAt >= 0;
  }
}
