package org.guestbridge.simulators.atlassian.scim;

import java.time.Duration;

/**
 * A token bucket of real time: so many requests a second, a second's worth at once. Unlimited until
 * set, because Atlassian publishes no limit for this API. Safe for use by several threads.
 */
public final class RateLimit {
  private static final double NANOS = 1e9;

  private double perSecond = Double.POSITIVE_INFINITY;
  private Duration retryAfter = Duration.ofSeconds(1);
  private double tokens;
  private long last = System.nanoTime();

  RateLimit() {}

  /**
   * Answers more than this many requests a second with 429.
   *
   * @param retryAfter what the header {@code Retry-After} says, in whole seconds
   */
  public synchronized RateLimit perSecond(double requests, Duration retryAfter) {
    if (!(requests > 0)) {
      throw new IllegalArgumentException("requests is " + requests);
    }
    this.perSecond = requests;
    this.retryAfter = retryAfter;
    this.tokens = Math.max(1, requests);
    this.last = System.nanoTime();
    return this;
  }

  public synchronized RateLimit unlimited() {
    perSecond = Double.POSITIVE_INFINITY;
    return this;
  }

  synchronized boolean allows() {
    if (Double.isInfinite(perSecond)) {
      return true;
    }
    long now = System.nanoTime();
    tokens = Math.min(Math.max(1, perSecond), tokens + (now - last) / NANOS * perSecond);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  synchronized long retrySeconds() {
    return retryAfter.toSeconds();
  }
}
