package org.guestbridge.simulators.entra;

import java.time.Duration;
import java.util.Set;
import org.guestbridge.simulators.http.FaultOrders;

/** The faults that are on order. Several may be at once; each counts for itself. */
public final class Faults {
  private final FaultOrders<Fault> orders = new FaultOrders<>(Fault.class);

  Faults() {}

  /** Lets this fault happen the next time that it can, once. */
  public Faults next(Fault fault) {
    return next(fault, 1);
  }

  /** Lets this fault happen the next {@code times} times that it can. */
  public Faults next(Fault fault, int times) {
    orders.next(fault, times);
    return this;
  }

  /** Lets this fault happen every time until it is cleared. */
  public Faults untilCleared(Fault fault) {
    orders.untilCleared(fault);
    return this;
  }

  public Faults clear(Fault fault) {
    orders.clear(fault);
    return this;
  }

  public Faults clear() {
    orders.clear();
    return this;
  }

  /** How long a slow answer takes; two seconds unless set. */
  public Faults delay(Duration value) {
    orders.delay(value);
    return this;
  }

  /** The faults that are still on order. */
  public Set<Fault> pending() {
    return orders.pending();
  }

  /** True when the fault happens now; uses up one of its times. */
  boolean take(Fault fault) {
    return orders.take(fault);
  }

  /** Waits for the delay. */
  void pause() {
    orders.pause();
  }
}
