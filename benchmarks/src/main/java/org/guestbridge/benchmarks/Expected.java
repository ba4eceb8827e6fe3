package org.guestbridge.benchmarks;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What is to become of one person, reckoned from what happened in the tenant and never read from
 * the broker. Changed by one thread.
 */
final class Expected {

  /** What is to be seen of somebody. */
  enum Fate {
    /** Never told to the broker. */
    UNSENT,
    /** Stored by the broker, and refused by its rules: no alias, no account. */
    REFUSED,
    /** An active account. */
    PROVIDED,
    /** An account that was active once. */
    WITHDRAWN
  }

  private final UUID objectId;
  private final String key;
  private final boolean guest;
  private final Set<String> groups = new TreeSet<>();
  private Fate fate;
  private String aliasOf;
  private String givenName;
  private String surname;

  Expected(
      UUID objectId,
      String key,
      boolean guest,
      Fate fate,
      String address,
      String givenName,
      String surname) {
    this.objectId = objectId;
    this.key = key;
    this.guest = guest;
    this.fate = fate;
    this.aliasOf = address;
    this.givenName = givenName;
    this.surname = surname;
  }

  UUID objectId() {
    return objectId;
  }

  /** By which the tenant knows the person. */
  String key() {
    return key;
  }

  boolean isGuest() {
    return guest;
  }

  Fate fate() {
    return fate;
  }

  String givenName() {
    return givenName;
  }

  String surname() {
    return surname;
  }

  /** The names of the groups in the tenant. */
  Set<String> groups() {
    return groups;
  }

  /** The names of the groups in the directory. */
  SortedSet<String> directoryGroups() {
    return fate == Fate.PROVIDED ? new TreeSet<>(groups) : new TreeSet<>();
  }

  void become(Fate now) {
    fate = now;
  }

  void rename(String given, String last) {
    givenName = given;
    surname = last;
  }

  /** An employee's address became another one; a guest's alias never follows the mail. */
  void moveTo(String address) {
    aliasOf = address;
  }

  /** The mail, of a guest, or the address, from which the broker makes its own. */
  String address() {
    return aliasOf;
  }

  /** Whether {@code released} may be this person's address, whoever else has which. */
  boolean mayHave(String released) {
    if (!guest) {
      return released.equals(aliasOf);
    }
    String local = aliasOf.substring(0, aliasOf.indexOf('@')).toLowerCase(Locale.ROOT);
    return Pattern.matches(
        Pattern.quote(local) + "(-[a-z0-9]{4,32})?@guests\\.example\\.com", released);
  }
}
