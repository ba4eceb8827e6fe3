package org.guestbridge.simulators.atlassian.scim;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What the directory counted since start or reset. Safe for use by several threads; the figures of
 * one moment may be of slightly different times while requests go on.
 */
public final class ScimCounters {
  private final Map<String, Long> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> deliveries = new ConcurrentHashMap<>();
  private final Map<String, Integer> creations = new ConcurrentHashMap<>();
  private final Set<String> duplicates = new ConcurrentSkipListSet<>();
  private final Map<String, Long> events = new ConcurrentHashMap<>();

  ScimCounters() {}

  /** Answers by {@code "METHOD Resource STATUS"}; a closed connection is status -1. */
  public Map<String, Long> answers() {
    return new TreeMap<>(answers);
  }

  public long requests() {
    return answers.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many answers had this status. */
  public long answersWithStatus(int status) {
    String suffix = " " + status;
    return answers.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(suffix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Writes that took effect on the record with this id, its creation included. */
  public int deliveries(String scimId) {
    return deliveries.getOrDefault(scimId, 0);
  }

  public Map<String, Integer> deliveries() {
    return new TreeMap<>(deliveries);
  }

  /** How many records were ever created with this externalId. */
  public int creations(String externalId) {
    return creations.getOrDefault(externalId, 0);
  }

  /**
   * Every externalId that two or more users had at the same time, at whatever time that was. Only
   * possible while the switch for unique externalIds is off.
   */
  public Set<String> duplicates() {
    return Set.copyOf(duplicates);
  }

  public long usersCreated() {
    return event("users created");
  }

  public long usersDeleted() {
    return event("users deleted");
  }

  public long groupsCreated() {
    return event("groups created");
  }

  public long groupsDeleted() {
    return event("groups deleted");
  }

  /** Writes that were taken but changed nothing. */
  public long redundantWrites() {
    return event("redundant writes");
  }

  private long event(String name) {
    return events.getOrDefault(name, 0L);
  }

  void answered(String method, String resource, int status) {
    answers.merge(method + " " + resource + " " + status, 1L, Long::sum);
  }

  void userCreated(StoredUser user) {
    happened("users created");
    user.externalId().ifPresent(id -> creations.merge(id, 1, Integer::sum));
    delivered(user.id());
  }

  void delivered(String scimId) {
    deliveries.merge(scimId, 1, Integer::sum);
  }

  void happened(String name) {
    events.merge(name, 1L, Long::sum);
  }

  void duplicate(String externalId) {
    duplicates.add(externalId);
  }

  void clear() {
    answers.clear();
    deliveries.clear();
    creations.clear();
    duplicates.clear();
    events.clear();
  }
}
