package org.guestbridge.simulators.entra.provisioning;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * One provisioning job.
 *
 * @param tenantUrl the SCIM base; with {@code ?aadOptscim062020} requests follow RFC 7644 more
 *     closely
 * @param everybody true to provision all users and groups, false only who is assigned
 * @param groups true to provision groups too
 * @param concurrency how many users are worked on at once
 * @param unquotedFilter true to send filter values without quotes, as one documented example does
 * @param variation seed for random letter case and member order; empty sends everything as usual
 * @param refuseSpecialCharacters true to fail users whose matching value a filter can't carry
 * @param switchBug true to let a Switch whose source did not change become null in incremental
 *     cycles, as Entra is documented to do
 * @param membersPerPatch how many members one PATCH adds or removes
 * @param timing waits and limits
 * @param clock the job's time before it is advanced
 */
public record ProvisioningSettings(
    URI tenantUrl,
    AttributeMapping mapping,
    boolean everybody,
    boolean groups,
    int concurrency,
    boolean unquotedFilter,
    OptionalLong variation,
    boolean refuseSpecialCharacters,
    boolean switchBug,
    int membersPerPatch,
    Timing timing,
    Clock clock) {

  /**
   * Waits and limits.
   *
   * @param escrow times after the first failure at which a user is tried again; the last repeats
   * @param giveUp time after the first failure at which a user is not tried any more
   * @param transportRetries how often a request is sent again after a reset, 5xx or 429
   * @param transportBackoff real time before the first of these, doubled each time
   * @param longestWait the most of a {@code Retry-After} that is waited, in real time
   * @param timeout of one request
   * @param quarantineFrom failures from which the rate is looked at
   * @param quarantineRate share of failures that quarantines the job
   * @param quarantineAt failures that quarantine the job at any rate
   */
  public record Timing(
      List<Duration> escrow,
      Duration giveUp,
      int transportRetries,
      Duration transportBackoff,
      Duration longestWait,
      Duration timeout,
      int quarantineFrom,
      double quarantineRate,
      int quarantineAt) {
    public Timing {
      escrow = List.copyOf(escrow);
    }

    /** 6, 12 and 24 hours, then daily to 28 days; 40 % of 5,000; back-off of 100 ms, 3 times. */
    public static Timing documented() {
      return new Timing(
          List.of(Duration.ofHours(6), Duration.ofHours(12), Duration.ofHours(24)),
          Duration.ofDays(28),
          3,
          Duration.ofMillis(100),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          5000,
          0.4,
          40_000);
    }

    /** The same with other thresholds of quarantine, for tests with fewer users. */
    public Timing withQuarantine(int from, double rate, int at) {
      return new Timing(
          escrow, giveUp, transportRetries, transportBackoff, longestWait, timeout, from, rate, at);
    }

    /** The same with another number of retries in a cycle. */
    public Timing withTransport(int retries, Duration backoff, Duration longest, Duration each) {
      return new Timing(
          escrow,
          giveUp,
          retries,
          backoff,
          longest,
          each,
          quarantineFrom,
          quarantineRate,
          quarantineAt);
    }
  }

  /** Assigned users and groups, mapped by object id, four at a time. */
  public static ProvisioningSettings to(URI tenantUrl) {
    return new ProvisioningSettings(
        tenantUrl,
        AttributeMapping.byObjectId(),
        false,
        true,
        4,
        false,
        OptionalLong.empty(),
        true,
        true,
        100,
        Timing.documented(),
        Clock.systemUTC());
  }

  public ProvisioningSettings withMapping(AttributeMapping value) {
    return with(value, everybody, groups, concurrency, unquotedFilter, variation, timing);
  }

  /** Everybody in the directory, assigned or not. */
  public ProvisioningSettings ofEverybody() {
    return with(mapping, true, groups, concurrency, unquotedFilter, variation, timing);
  }

  public ProvisioningSettings withoutGroups() {
    return with(mapping, everybody, false, concurrency, unquotedFilter, variation, timing);
  }

  public ProvisioningSettings withConcurrency(int value) {
    return with(mapping, everybody, groups, value, unquotedFilter, variation, timing);
  }

  public ProvisioningSettings withUnquotedFilter() {
    return with(mapping, everybody, groups, concurrency, true, variation, timing);
  }

  public ProvisioningSettings withVariation(long seed) {
    return with(
        mapping, everybody, groups, concurrency, unquotedFilter, OptionalLong.of(seed), timing);
  }

  public ProvisioningSettings withTiming(Timing value) {
    return with(mapping, everybody, groups, concurrency, unquotedFilter, variation, value);
  }

  public ProvisioningSettings allowingSpecialCharacters() {
    return new ProvisioningSettings(
        tenantUrl,
        mapping,
        everybody,
        groups,
        concurrency,
        unquotedFilter,
        variation,
        false,
        switchBug,
        membersPerPatch,
        timing,
        clock);
  }

  private ProvisioningSettings with(
      AttributeMapping newMapping,
      boolean newEverybody,
      boolean newGroups,
      int newConcurrency,
      boolean newUnquoted,
      OptionalLong newVariation,
      Timing newTiming) {
    return new ProvisioningSettings(
        tenantUrl,
        newMapping,
        newEverybody,
        newGroups,
        newConcurrency,
        newUnquoted,
        newVariation,
        refuseSpecialCharacters,
        switchBug,
        membersPerPatch,
        newTiming,
        clock);
  }

  /** The base without its query. */
  String base() {
    String text = tenantUrl.toString();
    int query = text.indexOf('?');
    String bare = query < 0 ? text : text.substring(0, query);
    return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /** True for {@code aadOptscim062020}. */
  boolean strictDialect() {
    return tenantUrl.toString().contains("aadOptscim062020");
  }
}
