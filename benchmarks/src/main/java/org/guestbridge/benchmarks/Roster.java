package org.guestbridge.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.guestbridge.benchmarks.Expected.Fate;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.time.VirtualClock;

/**
 * The people and groups of the tenant, and what is to become of them. Seven of ten are guests;
 * three guests share the beginning of their address, so that their aliases collide; some come from
 * a domain that the rules refuse, and some are disabled before anybody is told of them.
 */
final class Roster {

  static final String BANNED = "banned.example";

  private static final String HOME_TENANT =
      "https://sts.windows.net/11111111-1111-4111-8111-111111111111/";
  private static final int SHARING = 3;

  private final Directory guests;
  private final Directory employees;
  private final Random random;
  private final Map<UUID, Expected> people = new LinkedHashMap<>();
  private final Map<UUID, String> groups;
  private final List<UUID> groupIds;

  Roster(Directory guests, Directory employees, Map<UUID, String> groups, long seed) {
    this.guests = guests;
    this.employees = employees;
    this.groups = groups;
    this.groupIds = List.copyOf(groups.keySet());
    this.random = new Random(seed);
  }

  /** Ids and names of {@code count} groups. */
  static Map<UUID, String> groups(int count) {
    Map<UUID, String> groups = new LinkedHashMap<>();
    for (int number = 0; number < count; number++) {
      groups.put(new UUID(0x5000L, 0x8000000000000000L + number), "team-" + number);
    }
    return groups;
  }

  /** Adds people number 0 to {@code count}, and the groups, to both applications of the tenant. */
  void populate(int count) {
    for (Directory directory : List.of(guests, employees)) {
      directory.clear();
      groups.forEach(
          (id, name) -> {
            directory.groups().put(id, name);
            directory.assignments().assign(id);
          });
    }
    for (int number = 0; number < count; number++) {
      add(number);
    }
  }

  private void add(int number) {
    boolean guest = number % 10 < 7;
    boolean unsent = number % 97 == 5;
    boolean banned = guest && number % 50 == 0 && !unsent;
    String address =
        guest
            ? "pat.p"
                + number / SHARING
                + "@"
                + (banned ? BANNED : "partner" + number % 10 + ".example")
            : "emp" + number + "@example.com";
    Expected person =
        new Expected(
            new UUID(0x4000L, 0x8000000000000000L + number),
            "person-" + number,
            guest,
            unsent ? Fate.UNSENT : banned ? Fate.REFUSED : Fate.PROVIDED,
            address,
            "Pat" + number,
            guest ? "Partner" : "Employee");
    List<UUID> in = unsent ? List.of() : List.of(group(number), group(number * 7 + 1));
    in.forEach(id -> person.groups().add(groups.get(id)));
    people.put(person.objectId(), person);
    Directory directory = directory(person);
    directory.add(
        entry(person).groups(in.stream().distinct().toList()).accountEnabled(!unsent).build());
    directory.assignments().assign(person.objectId());
  }

  private UUID group(int number) {
    return groupIds.get(Math.floorMod(number, groupIds.size()));
  }

  private static Person.Builder entry(Expected person) {
    Person.Builder entry =
        Person.person(
                person.key(),
                person.isGuest() ? PersonKind.ENTRA_GUEST : PersonKind.EMPLOYEE,
                person.objectId().toString())
            .displayName(person.givenName() + " " + person.surname())
            .names(person.givenName(), person.surname())
            .preferredUsername(person.address())
            .email(person.address())
            .acct(person.isGuest() ? 1 : 0);
    return person.isGuest() ? entry.idp(HOME_TENANT) : entry.upn(person.address());
  }

  Directory directory(Expected person) {
    return person.isGuest() ? guests : employees;
  }

  Collection<Expected> people() {
    return people.values();
  }

  /** How many are to be told to the broker. */
  long sent() {
    return people.values().stream().filter(person -> person.fate() != Fate.UNSENT).count();
  }

  /** How many are to have an active account. */
  long provided() {
    return people.values().stream().filter(person -> person.fate() == Fate.PROVIDED).count();
  }

  Map<UUID, String> groups() {
    return groups;
  }

  /**
   * Changes one person of eight in some way: renamed, moved to another address, moved to another
   * group, disabled, unassigned, deleted, enabled for the first time, refused or refused no longer.
   *
   * @param clock the time of the tenant's recycle bin
   * @return how many were changed
   */
  int change(VirtualClock clock) {
    List<Expected> chosen = new ArrayList<>();
    people.values().stream().filter(person -> random.nextInt(8) == 0).forEach(chosen::add);
    int number = 0;
    for (Expected person : chosen) {
      change(person, number++, clock);
    }
    return chosen.size();
  }

  private void change(Expected person, int number, VirtualClock clock) {
    Directory directory = directory(person);
    String key = person.key();
    switch (person.fate()) {
      case UNSENT -> {
        person.become(Fate.PROVIDED);
        directory.change(key, entry -> entry.accountEnabled(true));
        join(person, group(number));
      }
      case REFUSED -> {
        String mail = person.address().replace(BANNED, "former.example");
        person.moveTo(mail);
        person.become(Fate.PROVIDED);
        directory.change(key, entry -> entry.email(mail).preferredUsername(mail));
      }
      case PROVIDED -> {
        switch (number % 7) {
          case 0 -> rename(person, "Renamed" + number);
          case 1 -> move(person, number);
          case 2 -> {
            leaveOne(person);
            join(person, group(random.nextInt(groupIds.size())));
          }
          case 3 -> {
            person.become(Fate.WITHDRAWN);
            directory.change(key, entry -> entry.accountEnabled(false));
          }
          case 4 -> {
            person.become(Fate.WITHDRAWN);
            person.groups().clear();
            directory.change(key, entry -> entry.groups(List.of()));
            directory.assignments().unassign(person.objectId());
          }
          case 5 -> {
            person.become(Fate.WITHDRAWN);
            directory.softDelete(key, clock);
          }
          default -> leaveOne(person);
        }
      }
      case WITHDRAWN -> {
        // Nobody is changed twice.
      }
    }
  }

  private void rename(Expected person, String given) {
    person.rename(given, person.surname());
    directory(person)
        .change(
            person.key(),
            entry ->
                entry.displayName(given + " " + person.surname()).names(given, person.surname()));
  }

  /** An employee's address moves with the person; a guest keeps the alias, or loses the right. */
  private void move(Expected person, int number) {
    if (!person.isGuest()) {
      String address = "moved." + person.address();
      person.moveTo(address);
      directory(person)
          .change(
              person.key(), entry -> entry.upn(address).preferredUsername(address).email(address));
      return;
    }
    boolean refused = number % 2 == 0;
    String mail = "moved" + number + "@" + (refused ? BANNED : "elsewhere.example");
    if (refused) {
      person.become(Fate.WITHDRAWN);
    }
    directory(person).change(person.key(), entry -> entry.email(mail).preferredUsername(mail));
  }

  private void join(Expected person, UUID group) {
    if (person.groups().add(groups.get(group))) {
      directory(person).join(person.key(), group);
    }
  }

  private void leaveOne(Expected person) {
    groups.entrySet().stream()
        .filter(group -> person.groups().contains(group.getValue()))
        .findFirst()
        .ifPresent(
            group -> {
              person.groups().remove(group.getValue());
              directory(person).leave(person.key(), group.getKey());
            });
  }
}
