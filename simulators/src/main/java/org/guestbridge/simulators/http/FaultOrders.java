package org.guestbridge.simulators.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The faults that are on order at one simulator. Several may be at once; each counts for itself.
 * Safe for use by several threads.
 *
 * @param <F> the faults that this simulator knows
 */
public final class FaultOrders<F extends Enum<F>> {
  private static final int UNTIL_CLEARED = -1;

  private final Map<F, Integer> remaining;
  private Duration delay = Duration.ofSeconds(2);

  public FaultOrders(Class<F> faults) {
    remaining = new EnumMap<>(faults);
  }

  /** Lets this fault happen the next time that it can, once. */
  public FaultOrders<F> next(F fault) {
    return next(fault, 1);
  }

  /** Lets this fault happen the next {@code times} times that it can. */
  public synchronized FaultOrders<F> next(F fault, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times is " + times);
    }
    remaining.put(fault, times);
    return this;
  }

  /** Lets this fault happen every time until it is cleared. */
  public synchronized FaultOrders<F> untilCleared(F fault) {
    remaining.put(fault, UNTIL_CLEARED);
    return this;
  }

  public synchronized FaultOrders<F> clear(F fault) {
    remaining.remove(fault);
    return this;
  }

  public synchronized FaultOrders<F> clear() {
    remaining.clear();
    return this;
  }

  /** How long a slow answer takes; two seconds unless set. */
  public synchronized FaultOrders<F> delay(Duration value) {
    delay = value;
    return this;
  }

  /** The faults that are still on order. */
  public synchronized Set<F> pending() {
    return new TreeSet<>(remaining.keySet());
  }

  public synchronized Duration delay() {
    return delay;
  }

  /** True when the fault happens now; uses up one of its times. */
  public synchronized boolean take(F fault) {
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

  /** Waits for {@link #delay()}. */
  public void pause() {
    try {
      Thread.sleep(delay().toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
