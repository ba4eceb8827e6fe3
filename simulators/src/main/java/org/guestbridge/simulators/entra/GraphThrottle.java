package org.guestbridge.simulators.entra;

import java.time.Duration;
import org.guestbridge.simulators.http.Response;

/**
 * Resource units in a time window, as "Microsoft Graph throttling limits" describes; unlimited
 * until set. Safe for use by several threads.
 */
public final class GraphThrottle {
  private static final double NANOS = 1e9;

  private double units = Double.POSITIVE_INFINITY;
  private double perSecond;
  private double left;
  private long last = System.nanoTime();

  GraphThrottle() {}

  /**
   * Answers with 429 once the units of the window are used up.
   *
   * @param window real time in which the units come back
   */
  public synchronized GraphThrottle limit(int resourceUnits, Duration window) {
    units = resourceUnits;
    left = resourceUnits;
    perSecond = resourceUnits / (window.toMillis() / 1000.0);
    last = System.nanoTime();
    return this;
  }

  public synchronized GraphThrottle unlimited() {
    units = Double.POSITIVE_INFINITY;
    return this;
  }

  /** True when a request of this cost is answered. */
  synchronized boolean takes(int cost) {
    if (Double.isInfinite(units)) {
      return true;
    }
    long now = System.nanoTime();
    left = Math.min(units, left + (now - last) / NANOS * perSecond);
    last = now;
    if (left < cost) {
      return false;
    }
    left -= cost;
    return true;
  }

  /** The headers that tell a client how close to the limit it is. */
  synchronized Response mark(Response response, int cost) {
    Response marked = response.withHeader("x-ms-resource-unit", String.valueOf(cost));
    double used = Double.isInfinite(units) ? 0 : 1 - left / units;
    return used < 0.8
        ? marked
        : marked.withHeader(
            "x-ms-throttle-limit-percentage", String.valueOf(Math.round(used * 10) / 10.0));
  }
}
