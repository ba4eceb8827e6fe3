package org.guestbridge.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.benchmarks.Expected.Fate;
import org.guestbridge.benchmarks.RegistryView.Bound;
import org.guestbridge.benchmarks.RegistryView.Stored;
import org.guestbridge.benchmarks.RegistryView.Told;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;

/**
 * Compares what is to be with the registry, the tenant's view and the directory, person by person
 * and group by group. Knows nothing of how the broker came to what it has.
 */
final class Agreement {

  private static final int SAMPLES = 5;

  private final AtlassianScim directory;
  private final RegistryView registry;
  private final DirectorySnapshot snapshot;
  private final Map<UUID, String> told;
  private final Map<String, List<DirectorySnapshot.User>> users = new HashMap<>();
  private final Map<String, SortedSet<String>> members = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> samples = new ArrayList<>();
  private long losses;
  private long duplicates;

  private Agreement(AtlassianScim directory, RegistryView registry, Map<UUID, String> told) {
    this.directory = directory;
    this.registry = registry;
    this.snapshot = directory.snapshot();
    this.told = told;
    for (DirectorySnapshot.User user : snapshot.users()) {
      users.computeIfAbsent(user.externalId().orElse("none"), any -> new ArrayList<>()).add(user);
    }
  }

  /**
   * Compares.
   *
   * @param people everybody there is
   * @param told the ids that the broker gave, as the tenant knows them, by object id
   */
  static Agreement of(
      Collection<Expected> people,
      Map<UUID, String> told,
      EmbeddedPostgres postgres,
      AtlassianScim directory)
      throws SQLException {
    Agreement agreement = new Agreement(directory, RegistryView.read(postgres), told);
    people.forEach(agreement::compare);
    agreement.compareGroups();
    agreement.compareWholes(people.size());
    return agreement;
  }

  private void compare(Expected person) {
    List<Stored> stored = registry.people().getOrDefault(person.objectId(), List.of());
    List<Bound> bound = registry.bindings().getOrDefault(person.objectId(), List.of());
    boolean sent = person.fate() != Fate.UNSENT;
    boolean has = person.fate() == Fate.PROVIDED || person.fate() == Fate.WITHDRAWN;
    one("stored person", sent, stored.size(), person);
    one("binding", has, bound.size(), person);
    if (sent && stored.size() == 1) {
      String id = stored.get(0).id().toString();
      same("id in the tenant", told.getOrDefault(person.objectId(), "none"), id, person);
      if (person.fate() == Fate.REFUSED) {
        same("plan", "HELD_BACK", stored.get(0).planState(), person);
      }
    }
    if (has && bound.size() == 1) {
      compareAccount(person, bound.get(0));
    }
  }

  private void compareAccount(Expected person, Bound bound) {
    same("status of the binding", "ACTIVE", bound.status(), person);
    if (!person.mayHave(bound.address())) {
      disagree("address in the registry", person.key());
    }
    known.add(bound.id().toString());
    List<DirectorySnapshot.User> accounts = users.getOrDefault(bound.id().toString(), List.of());
    one("account", true, accounts.size(), person);
    if (directory.counters().creations(bound.id().toString()) > 1) {
      duplicates++;
      disagree("account that was made twice", person.key());
    }
    if (accounts.size() != 1) {
      return;
    }
    DirectorySnapshot.User account = accounts.get(0);
    boolean active = person.fate() == Fate.PROVIDED;
    same("user name", bound.address(), account.userName(), person);
    same("mail", bound.address(), account.email(), person);
    same("activity", active, account.active(), person);
    same("groups", person.directoryGroups(), account.groups(), person);
    if (active) {
      same("given name", person.givenName(), account.givenName().orElse(""), person);
      same("surname", person.surname(), account.familyName().orElse(""), person);
    }
    Told delivery = registry.deliveries().get(bound.id());
    same("delivery", new Told("DELIVERED", active, account.id()), String.valueOf(delivery), person);
    for (String group : person.directoryGroups()) {
      members.computeIfAbsent(group, any -> new TreeSet<>()).add(account.id());
    }
  }

  private void compareGroups() {
    Map<String, Integer> names = new HashMap<>();
    for (DirectorySnapshot.Group group : snapshot.groups()) {
      names.merge(group.displayName(), 1, Integer::sum);
      SortedSet<String> wanted = members.getOrDefault(group.displayName(), new TreeSet<>());
      if (!wanted.equals(group.members())) {
        disagree("members of a group", group.displayName());
      }
    }
    for (String wanted : members.keySet()) {
      if (!names.containsKey(wanted)) {
        losses++;
        disagree("lost group", wanted);
      }
    }
    names.forEach(
        (name, times) -> {
          if (times > 1) {
            duplicates++;
            disagree("group twice", name);
          }
        });
  }

  private void compareWholes(int people) {
    for (String externalId : users.keySet()) {
      if (!known.contains(externalId)) {
        disagree("account of nobody", externalId);
      }
    }
    for (String externalId : directory.counters().duplicates()) {
      duplicates++;
      disagree("account that was there twice for a while", externalId);
    }
    Set<String> addresses = new HashSet<>();
    registry
        .bindings()
        .values()
        .forEach(
            each ->
                each.forEach(
                    bound -> {
                      if (!addresses.add(bound.address())) {
                        duplicates++;
                        disagree("address of two", bound.id().toString());
                      }
                    }));
    if (directory.counters().usersDeleted() + directory.counters().groupsDeleted() > 0) {
      disagree("deleted in the directory", "");
    }
    if (registry.people().size() > people || registry.bindings().size() > people) {
      disagree("people of whom nobody knows", "");
    }
  }

  private void one(String what, boolean wanted, int found, Expected person) {
    if (wanted && found == 0) {
      losses++;
      disagree("lost " + what, person.key());
    } else if (found > 1) {
      duplicates++;
      disagree(what + " twice", person.key());
    } else if (!wanted && found > 0) {
      disagree(what + " of somebody who is to have none", person.key());
    }
  }

  private void same(String what, Object wanted, Object found, Expected person) {
    if (!wanted.toString().equals(found.toString())) {
      disagree(what, person.key() + ": " + wanted + " / " + found);
    }
  }

  private void disagree(String what, String who) {
    if (counts.merge(what, 1L, Long::sum) <= SAMPLES) {
      samples.add(what + ": " + who);
    }
  }

  /** How many people, accounts or groups are not where they are to be. */
  long losses() {
    return losses;
  }

  /** How many are there more than once, or were. */
  long duplicates() {
    return duplicates;
  }

  /** How often anything disagrees, by what. */
  Map<String, Long> counts() {
    return counts;
  }

  /** Some of the disagreements. */
  List<String> samples() {
    return samples;
  }

  boolean isGood() {
    return counts.isEmpty();
  }

  /** How many accounts the directory has. */
  int accounts() {
    return snapshot.users().size();
  }

  /** How many groups the directory has. */
  int groups() {
    return snapshot.groups().size();
  }
}
