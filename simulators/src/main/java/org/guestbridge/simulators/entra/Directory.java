package org.guestbridge.simulators.entra;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The people of the simulated tenant. Safe for use by several threads; tests change it freely. */
public final class Directory {
  private static final Set<String> REMEMBERED_CLAIMS =
      Set.of("idp", "acct", "email", "oid", "upn", "preferred_username");

  private final List<Person> initial;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> lastClaims = new HashMap<>();
  private @Nullable String signInNext;

  Directory(List<Person> initial) {
    this.initial = List.copyOf(initial);
    reset();
  }

  /** The people whom every simulated tenant starts with. */
  public static Directory withDefaultPeople(UUID tenant, String initialDomain) {
    return new Directory(new DefaultPeople(tenant, initialDomain).all());
  }

  /** Back to the people of the start. */
  public synchronized void reset() {
    people.clear();
    lastClaims.clear();
    initial.forEach(person -> people.put(person.key(), person));
    signInNext = null;
  }

  public synchronized List<Person> all() {
    return new ArrayList<>(people.values());
  }

  public synchronized Optional<Person> find(String key) {
    return Optional.ofNullable(people.get(key));
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
    if (people.putIfAbsent(person.key(), person) != null) {
      throw new IllegalArgumentException("key is taken: " + person.key());
    }
    return this;
  }

  /** Replaces the person who has this key, or adds the person. */
  public synchronized Directory replace(Person person) {
    people.put(person.key(), person);
    return this;
  }

  /** Changes one person, for instance {@code change("guest", p -> p.idp("mail"))}. */
  public synchronized Person change(String key, UnaryOperator<Person.Builder> change) {
    Person changed = change.apply(get(key).toBuilder()).build();
    people.remove(key);
    people.put(changed.key(), changed);
    if (!changed.key().equals(key)) {
      lastClaims.remove(key);
    }
    return changed;
  }

  public synchronized boolean remove(String key) {
    lastClaims.remove(key);
    return people.remove(key) != null;
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
}
