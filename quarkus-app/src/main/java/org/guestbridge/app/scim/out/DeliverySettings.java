package org.guestbridge.app.scim.out;

import java.time.Duration;

/**
 * How a directory is served.
 *
 * @param firstRetry the pause after the first failure, doubled by each further one and shortened by
 *     up to a half at random
 * @param longestRetry the longest such pause
 * @param probe how often a directory that refuses the key is tried
 * @param lease how long a delivery belongs to the node that took it, and so how long it waits when
 *     that node dies; at least 30 seconds
 * @param workers how many deliveries run at once on one node
 * @param accounts how many accounts are taken in one round
 */
public record DeliverySettings(
    Duration firstRetry,
    Duration longestRetry,
    Duration probe,
    Duration lease,
    int workers,
    int accounts) {

  /** What a broker uses. */
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(
          Duration.ofSeconds(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(45),
          8,
          64);
}
