package org.guestbridge.simulators.entra;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.guestbridge.simulators.entra.DirectoryChanges.Presence;
import org.jspecify.annotations.Nullable;

/**
 * The people and groups of the simulated tenant, its recycle bin and its assignments. Safe for use
 * by several threads; tests change it freely.
 */
public final class Directory {
  /** How long a deleted user stays in the recycle bin. */
  public static final Duration RECYCLE_BIN = Duration.ofDays(30);

  private static final Set<String> REMEMBERED_CLAIMS =
      Set.of("idp", "acct", "email", "oid", "upn", "preferred_username");

  private final List<Person> initial;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<UUID, String> keyById = new HashMap<>();
  private final Map<String, Deleted> deleted = new LinkedHashMap<>();
  private final DirectoryChanges changes = new DirectoryChanges();
  private final DirectoryGroups groups = new DirectoryGroups(changes);
  private final Assignments assignments = new Assignments();
  private final Map<String, Map<String, Object>> lastClaims = new HashMap<>();
  private @Nullable String signInNext;

  private record Deleted(Person person, Instant at) {}

  Directory(List<Person> initial) {
    this.initial = List.copyOf(initial);
    reset();
  }

  /** The people whom every simulated tenant starts with. */
  public static Directory withDefaultPeople(UUID tenant, String initialDomain) {
    return new Directory(new DefaultPeople(tenant, initialDomain).all());
  }

  /** Back to the people of the start, without groups and assignments. */
  public synchronized void reset() {
    List.copyOf(people.keySet()).forEach(this::remove);
    deleted.clear();
    lastClaims.clear();
    groups.clear();
    assignments.clear();
    initial.forEach(person -> store(person));
    signInNext = null;
  }

  /** Nobody at all, for tests that bring everybody themselves. */
  public synchronized Directory clear() {
    List.copyOf(people.keySet()).forEach(this::remove);
    return this;
  }

  public synchronized List<Person> all() {
    return new ArrayList<>(people.values());
  }

  public synchronized Optional<Person> find(String key) {
    return Optional.ofNullable(people.get(key));
  }

  /** The user with this object id; the first one where several test people share it. */
  public synchronized Optional<Person> find(UUID objectId) {
    return Optional.ofNullable(keyById.get(objectId)).map(people::get);
  }

  /**
   * The person with this key.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Person get(String key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("no person has key " + key));
  }

  /**
   * Adds a person whose key is free.
   *
   * @throws IllegalArgumentException when the key is taken
   */
  public synchronized Directory add(Person person) {
    if (people.containsKey(person.key())) {
      throw new IllegalArgumentException("key is taken: " + person.key());
    }
    store(person);
    return this;
  }

  /** Replaces the person who has this key, or adds the person. */
  public synchronized Directory replace(Person person) {
    store(person);
    return this;
  }

  /** Changes one person, for instance {@code change("guest", p -> p.idp("mail"))}. */
  public synchronized Person change(String key, UnaryOperator<Person.Builder> change) {
    Person changed = change.apply(get(key).toBuilder()).build();
    if (!changed.key().equals(key)) {
      Person before = get(key);
      people.remove(key);
      keyById.remove(before.objectId(), key);
      lastClaims.remove(key);
    }
    store(changed);
    return changed;
  }

  /** Deletes somebody for good, past the recycle bin. */
  public synchronized boolean remove(String key) {
    boolean present = takeAway(key, Presence.GONE).isPresent();
    return purge(key) || present;
  }

  /** Moves somebody to the recycle bin: no sign-in, no membership until restored. */
  public synchronized Directory softDelete(String key, Clock clock) {
    Person person = get(key);
    takeAway(key, Presence.SOFT_DELETED);
    deleted.put(key, new Deleted(person, clock.instant()));
    return this;
  }

  /** Brings somebody back with the same object id, groups included. */
  public synchronized Directory restore(String key) {
    Deleted back = deleted.remove(key);
    if (back == null) {
      throw new IllegalArgumentException("not in the recycle bin: " + key);
    }
    store(back.person(), false);
    return this;
  }

  /** Empties the recycle bin of one person; true when the person was in it. */
  public synchronized boolean purge(String key) {
    Deleted gone = deleted.remove(key);
    if (gone == null) {
      return false;
    }
    changes.add(
        DirectoryChanges.Kind.USER, gone.person().objectId(), Presence.GONE, Set.of(), Map.of());
    return true;
  }

  /** Purges everybody whose time in the recycle bin is over. */
  public synchronized void purgeExpired(Instant now) {
    Set<String> over = new HashSet<>();
    deleted.forEach(
        (key, gone) -> {
          if (!now.isBefore(gone.at().plus(RECYCLE_BIN))) {
            over.add(key);
          }
        });
    over.forEach(this::purge);
  }

  /** The object ids in the recycle bin. */
  public synchronized Set<UUID> softDeleted() {
    Set<UUID> ids = new HashSet<>();
    deleted.values().forEach(gone -> ids.add(gone.person().objectId()));
    return ids;
  }

  /** The user with this object id in the recycle bin. */
  public synchronized Optional<Person> softDeleted(UUID objectId) {
    return deleted.values().stream()
        .map(Deleted::person)
        .filter(person -> person.objectId().equals(objectId))
        .findFirst();
  }

  /** The tenant's groups. */
  public DirectoryGroups groups() {
    return groups;
  }

  /** Lets somebody join a group, in the tenant and in the tokens. */
  public synchronized Directory join(String key, UUID group) {
    Set<UUID> joined = new LinkedHashSet<>(get(key).groups());
    joined.add(group);
    change(key, person -> person.groups(List.copyOf(joined)));
    return this;
  }

  public synchronized Directory leave(String key, UUID group) {
    List<UUID> left = get(key).groups().stream().filter(id -> !id.equals(group)).toList();
    change(key, person -> person.groups(left));
    return this;
  }

  /** Who is assigned to the application. */
  public Assignments assignments() {
    return assignments;
  }

  /** What happened to people and groups since the start. */
  public DirectoryChanges changes() {
    return changes;
  }

  /** Lets the next sign-in that names nobody be this person's, without a page to pick one. */
  public synchronized Directory signInNext(String key) {
    signInNext = get(key).key();
    return this;
  }

  /**
   * What the last ID token of this person said of {@code idp}, {@code acct}, {@code email}, {@code
   * oid}, {@code upn} and {@code preferred_username}, as far as it did; empty before the first one.
   */
  public synchronized Map<String, Object> lastClaims(String key) {
    return lastClaims.getOrDefault(key, Map.of());
  }

  /** {@link #lastClaims(String)} of everybody who was issued an ID token, by key. */
  public synchronized Map<String, Map<String, Object>> lastClaims() {
    Map<String, Map<String, Object>> claims = new LinkedHashMap<>();
    for (String key : people.keySet()) {
      if (lastClaims.containsKey(key)) {
        claims.put(key, lastClaims(key));
      }
    }
    return claims;
  }

  /** Remembers an ID token's claims; of somebody who left meanwhile, nothing is kept. */
  synchronized void issued(Person person, Map<String, Object> claims) {
    if (people.containsKey(person.key())) {
      Map<String, Object> remembered = new LinkedHashMap<>(claims);
      remembered.keySet().retainAll(REMEMBERED_CLAIMS);
      lastClaims.put(person.key(), Collections.unmodifiableMap(remembered));
    }
  }

  /** Takes, once, whom {@link #signInNext} announced. */
  synchronized Optional<Person> takeNext() {
    Optional<Person> next = Optional.ofNullable(signInNext).flatMap(this::find);
    signInNext = null;
    return next;
  }

  private void store(Person person) {
    store(person, true);
  }

  /** Keeps a person; memberships of somebody who is back from the bin are no news. */
  private void store(Person person, boolean tellGroups) {
    @Nullable Person before = people.put(person.key(), person);
    if (before != null && !before.objectId().equals(person.objectId())) {
      keyById.remove(before.objectId(), person.key());
    }
    keyById.putIfAbsent(person.objectId(), person.key());
    Set<String> properties = UserObject.changed(Optional.ofNullable(before), person);
    if (!properties.isEmpty()) {
      changes.add(
          DirectoryChanges.Kind.USER, person.objectId(), Presence.PRESENT, properties, Map.of());
    }
    groups.member(
        person.objectId(),
        before == null ? List.of() : before.groups(),
        person.groups(),
        tellGroups);
  }

  private Optional<Person> takeAway(String key, Presence presence) {
    lastClaims.remove(key);
    Person gone = people.remove(key);
    if (gone == null) {
      return Optional.empty();
    }
    if (keyById.remove(gone.objectId(), key)) {
      changes.add(DirectoryChanges.Kind.USER, gone.objectId(), presence, Set.of(), Map.of());
      groups.member(gone.objectId(), gone.groups(), List.of(), true);
    }
    return Optional.of(gone);
  }
}
