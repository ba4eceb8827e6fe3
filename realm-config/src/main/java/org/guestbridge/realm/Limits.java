package org.guestbridge.realm;

/**
 * How many requests are answered before {@code rate_limited}.
 *
 * @param perClientPerMinute requests of one client address in a minute, 1 to 100,000
 * @param perRealmPerSecond sign-ins of the whole realm begun in a second, 1 to 100,000
 */
public record Limits(int perClientPerMinute, int perRealmPerSecond) {

  /** The largest rate that can be asked for. */
  public static final int MAXIMUM = 100_000;

  /** Enough for an office behind one address. */
  public static final Limits DEFAULTS = new Limits(600, 200);

  public Limits {
    requireInRange(perClientPerMinute);
    requireInRange(perRealmPerSecond);
  }

  private static void requireInRange(int rate) {
    if (rate < 1 || rate > MAXIMUM) {
      throw new IllegalArgumentException("a rate is out of range");
    }
  }
}
