package org.guestbridge.app.store;

import java.time.InstantSource;
import org.infinispan.Cache;

/** Counts within whole minutes. A lost counter allows more, never less. */
public final class MinuteRates {

  private static final long SECONDS_A_MINUTE = 60;

  private final Cache<Window, Integer> counters;
  private final InstantSource clock;

  MinuteRates(Cache<Window, Integer> counters, InstantSource clock) {
    this.counters = counters;
    this.clock = clock;
  }

  /**
   * Takes one from what {@code source} may do in this minute.
   *
   * @param what the thing that is limited, a constant
   * @param source who does it; kept in memory for two minutes at most
   * @param limit how often a minute; the {@code limit}-th time is still permitted
   */
  public boolean permits(String what, String source, int limit) {
    long minute = clock.instant().getEpochSecond() / SECONDS_A_MINUTE;
    Integer count =
        counters.merge(new Window(what, source, minute), 1, (before, one) -> before + one);
    return count == null || count <= limit;
  }

  /** One source's doing of one thing in one minute. */
  record Window(String what, String source, long minute) {}
}
