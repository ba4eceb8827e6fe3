package org.guestbridge.realm;

import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A SCIM 2.0 directory (RFC 7644) that the broker fills.
 *
 * @param base its base URL, without a slash at the end; https, or http to a loopback host
 * @param key the bearer token that the directory issued
 * @param requestsPerSecond how many requests one node sends in a second at most, 1 to {@link
 *     #MAX_REQUESTS_PER_SECOND}
 * @param keyExpires the last day, in UTC, on which the key works, as the directory's owner noted it
 */
public record ScimDirectory(
    URI base, Secret key, int requestsPerSecond, Optional<LocalDate> keyExpires) {

  /** developer.atlassian.com, "The User provisioning REST API": the base of each directory. */
  private static final String ATLASSIAN = ".*/scim/directory/[^/]+";

  /** Atlassian publishes no limit for this API; this one is careful. */
  public static final int DEFAULT_REQUESTS_PER_SECOND = 10;

  /** The most that can be configured. */
  public static final int MAX_REQUESTS_PER_SECOND = 1_000;

  public ScimDirectory {
    if (requestsPerSecond < 1 || requestsPerSecond > MAX_REQUESTS_PER_SECOND) {
      throw new IllegalArgumentException("requestsPerSecond is 1 to " + MAX_REQUESTS_PER_SECOND);
    }
  }

  /** Whether it is one of Atlassian's, whose base URL ends with {@code /scim/directory/ID}. */
  public boolean isAtlassian() {
    return base.toString().matches(ATLASSIAN);
  }
}
