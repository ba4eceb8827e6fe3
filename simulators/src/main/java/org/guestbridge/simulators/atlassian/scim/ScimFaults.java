package org.guestbridge.simulators.atlassian.scim;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.guestbridge.simulators.http.FaultOrders;

/**
 * The directory's faults: on order, and at random with a probability each. Randomness has a seed,
 * so that a run can be repeated. Safe for use by several threads.
 */
public final class ScimFaults {
  private final FaultOrders<ScimFault> orders = new FaultOrders<>(ScimFault.class);
  private final Map<ScimFault, Double> probabilities = new EnumMap<>(ScimFault.class);
  private final Map<ScimFault, Long> happened = new EnumMap<>(ScimFault.class);
  private Random random = new Random(1);

  ScimFaults() {}

  /** Lets this fault happen once, the next time that it can. */
  public ScimFaults next(ScimFault fault) {
    orders.next(fault);
    return this;
  }

  public ScimFaults next(ScimFault fault, int times) {
    orders.next(fault, times);
    return this;
  }

  public ScimFaults untilCleared(ScimFault fault) {
    orders.untilCleared(fault);
    return this;
  }

  /**
   * Lets this fault happen at random.
   *
   * @param probability of one request, from 0 (never) to 1 (always)
   */
  public synchronized ScimFaults atRandom(ScimFault fault, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability is " + probability);
    }
    probabilities.put(fault, probability);
    return this;
  }

  public synchronized ScimFaults seed(long seed) {
    random = new Random(seed);
    return this;
  }

  /** How long a slow answer takes; two seconds unless set. */
  public ScimFaults delay(Duration value) {
    orders.delay(value);
    return this;
  }

  /** Nothing is on order and nothing happens at random any more; what happened stays counted. */
  public synchronized ScimFaults clear() {
    orders.clear();
    probabilities.clear();
    return this;
  }

  public Set<ScimFault> pending() {
    return orders.pending();
  }

  /** How often each fault happened since the start. */
  public synchronized Map<ScimFault, Long> happened() {
    return new EnumMap<>(happened);
  }

  boolean take(ScimFault fault) {
    boolean ordered = orders.take(fault);
    synchronized (this) {
      double probability = probabilities.getOrDefault(fault, 0.0);
      boolean now = ordered || (probability > 0 && random.nextDouble() < probability);
      if (now) {
        happened.merge(fault, 1L, Long::sum);
      }
      return now;
    }
  }

  void pause() {
    orders.pause();
  }
}
