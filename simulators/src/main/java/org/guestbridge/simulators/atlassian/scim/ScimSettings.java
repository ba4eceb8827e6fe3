package org.guestbridge.simulators.atlassian.scim;

import java.time.Clock;
import java.time.Duration;

/**
 * The SCIM directory of the simulated organization.
 *
 * @param directoryId the last part of the base address
 * @param organizationId the organization in the addresses of the organization API
 * @param organizationKey the key of the organization API, which reads and cuts links
 * @param keyLifetime how long a directory key holds
 * @param maximumUsers users in the directory
 * @param maximumGroupMembers users in one group
 * @param clock the time before it is advanced
 */
public record ScimSettings(
    String directoryId,
    String organizationId,
    String organizationKey,
    Duration keyLifetime,
    int maximumUsers,
    int maximumGroupMembers,
    Clock clock) {

  public static final String DEFAULT_DIRECTORY = "6d9f3f6e-2b0a-4a52-9e7b-0b6f4f8c1d23";
  public static final String DEFAULT_ORGANIZATION = "a7c1e5b3-9f42-4d8e-8b61-3c5d7e9f1a20";
  public static final String DEFAULT_ORGANIZATION_KEY = "simulated-organization-key";

  /** A key that holds a year, 150,000 users, 35,000 members a group: the documented limits. */
  public static ScimSettings defaults() {
    return new ScimSettings(
        DEFAULT_DIRECTORY,
        DEFAULT_ORGANIZATION,
        DEFAULT_ORGANIZATION_KEY,
        Duration.ofDays(365),
        150_000,
        35_000,
        Clock.systemUTC());
  }

  /** The same directory with smaller or larger limits. */
  public ScimSettings withLimits(int users, int groupMembers) {
    return new ScimSettings(
        directoryId, organizationId, organizationKey, keyLifetime, users, groupMembers, clock);
  }

  public ScimSettings withClock(Clock value) {
    return new ScimSettings(
        directoryId,
        organizationId,
        organizationKey,
        keyLifetime,
        maximumUsers,
        maximumGroupMembers,
        value);
  }
}
