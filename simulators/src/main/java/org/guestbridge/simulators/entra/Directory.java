package org.guestbridge.simulators.entra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The people of the simulated tenant. Safe for use by several threads; tests change it freely. */
public final class Directory {
  private final List<Person> initial;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private @Nullable String signInNext;

  Directory(List<Person> initial) {
    this.initial = List.copyOf(initial);
    reset();
  }

  /** Back to the people of the start. */
  public synchronized void reset() {
    people.clear();
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
    return changed;
  }

  public synchronized boolean remove(String key) {
    return people.remove(key) != null;
  }

  /** Lets the next sign-in that names nobody be this person's, without a page to pick one. */
  public synchronized Directory signInNext(String key) {
    signInNext = get(key).key();
    return this;
  }

  /** Takes, once, whom {@link #signInNext} announced. */
  synchronized Optional<Person> takeNext() {
    Optional<Person> next = Optional.ofNullable(signInNext).flatMap(this::find);
    signInNext = null;
    return next;
  }
}
