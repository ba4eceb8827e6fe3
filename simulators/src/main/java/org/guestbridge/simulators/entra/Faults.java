package org.guestbridge.simulators.entra;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The faults that are on order. Several may be at once; each counts for itself. */
public final class Faults {
  private static final int UNTIL_CLEARED = -1;

  private final Map<Fault, Integer> remaining = new EnumMap<>(Fault.class);
  private Duration delay = Duration.ofSeconds(2);

  Faults() {}

  /** Lets this fault happen the next time that it can, once. */
  public Faults next(Fault fault) {
    return next(fault, 1);
  }

  /** Lets this fault happen the next {@code times} times that it can. */
  public synchronized Faults next(Fault fault, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times is " + times);
    }
    remaining.put(fault, times);
    return this;
  }

  /** Lets this fault happen every time until it is cleared. */
  public synchronized Faults untilCleared(Fault fault) {
    remaining.put(fault, UNTIL_CLEARED);
    return this;
  }

  public synchronized Faults clear(Fault fault) {
    remaining.remove(fault);
    return this;
  }

  public synchronized Faults clear() {
    remaining.clear();
    return this;
  }

  /** How long {@link Fault#SLOW} waits; two seconds unless set. */
  public synchronized Faults delay(Duration value) {
    delay = value;
    return this;
  }

  /** The faults that are still on order. */
  public synchronized Set<Fault> pending() {
    return new TreeSet<>(remaining.keySet());
  }

  synchronized Duration delay() {
    return delay;
  }

  /** True when the fault happens now; uses up one of its times. */
  synchronized boolean take(Fault fault) {
    Integer times = remaining.get(fault);
    if (times == null) {
      return false;
    }
    if (times == 1) {
      remaining.remove(fault);
    } else if (times > 1) {
      remaining.put(fault, times - 1);
    }
    return true;
  }
}
