package org.guestbridge.simulators.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** Another clock's time plus what it was advanced by. Safe for use by several threads. */
public final class VirtualClock extends Clock {
  private final Clock from;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  public VirtualClock(Clock from) {
    this.from = from;
  }

  /** A clock that starts at the system's time, in UTC. */
  public static VirtualClock system() {
    return new VirtualClock(Clock.systemUTC());
  }

  /**
   * Moves the time forward, for everybody at once.
   *
   * @throws IllegalArgumentException when the duration is negative
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + duration);
    }
    ahead.accumulateAndGet(duration, Duration::plus);
  }

  @Override
  public Instant instant() {
    return from.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return from.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("one zone is enough here");
  }
}
