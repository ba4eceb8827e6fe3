package org.guestbridge.app.store;

import java.time.InstantSource;
import org.infinispan.Cache;

/** Counts within whole windows of time. A lost counter allows more, never less. */
public final class Rates {

  /** Longest window, in seconds. */
  public static final int MAX_WINDOW_SECONDS = 60;

  private final Cache<Window, Integer> counters;
  private final InstantSource clock;

  Rates(Cache<Window, Integer> counters, InstantSource clock) {
    this.counters = counters;
    this.clock = clock;
  }

  /**
   * Takes one from what {@code source} may do in the running window.
   *
   * @param what the thing that is limited, a constant
   * @param source who does it; kept in memory for two minutes at most
   * @param limit how often a window; the {@code limit}-th time is still permitted
   * @param windowSeconds the length of a window, 1 to {@value #MAX_WINDOW_SECONDS}
   */
  public boolean permits(String what, String source, int limit, int windowSeconds) {
    long number = clock.instant().getEpochSecond() / windowSeconds;
    Integer count =
        counters.merge(new Window(what, source, number), 1, (before, one) -> before + one);
    return count == null || count <= limit;
  }

  /** Whether {@link #permits} would refuse the next one; takes nothing. */
  public boolean isUsedUp(String what, String source, int limit, int windowSeconds) {
    long number = clock.instant().getEpochSecond() / windowSeconds;
    return counters.getOrDefault(new Window(what, source, number), 0) >= limit;
  }

  /** How long the running window lasts, in seconds, 1 to {@code windowSeconds}. */
  public int secondsLeft(int windowSeconds) {
    return windowSeconds - Math.toIntExact(clock.instant().getEpochSecond() % windowSeconds);
  }

  /** One source's doing of one thing in one window. */
  record Window(String what, String source, long number) {}
}
