package org.guestbridge.simulators.entra;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Who is assigned to the enterprise application, directly: users and groups, each with one app
 * role. Members of an assigned group are assigned through it, members of nested groups are not.
 * Safe for use by several threads.
 */
public final class Assignments {
  /** The role of an assignment that names none. It has no value, so that no token names it. */
  public static final String DEFAULT_ROLE = "User";

  private final Map<UUID, String> roles = new LinkedHashMap<>();
  private final Map<UUID, UUID> ids = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>(Set.of(DEFAULT_ROLE));
  private final Set<String> disabled = new HashSet<>();

  Assignments() {}

  public Assignments assign(UUID principal) {
    return assign(principal, DEFAULT_ROLE);
  }

  public synchronized Assignments assign(UUID principal, String role) {
    roles.put(principal, role);
    known.add(role);
    ids.computeIfAbsent(principal, any -> UUID.randomUUID());
    return this;
  }

  public synchronized Assignments unassign(UUID principal) {
    roles.remove(principal);
    ids.remove(principal);
    return this;
  }

  /** The application names the role no more, as long as it is disabled. */
  public synchronized Assignments disable(String role, boolean off) {
    if (off) {
      disabled.add(role);
    } else {
      disabled.remove(role);
    }
    return this;
  }

  /** The application's roles with the value that tokens have; none for the default one. */
  synchronized Map<String, Optional<String>> roles() {
    Map<String, Optional<String>> all = new LinkedHashMap<>();
    known.forEach(
        role -> all.put(role, role.equals(DEFAULT_ROLE) ? Optional.empty() : Optional.of(role)));
    return all;
  }

  synchronized boolean isEnabled(String role) {
    return !disabled.contains(role);
  }

  /** What a token of somebody names who is directly in {@code groups}. */
  synchronized Set<String> values(UUID user, Collection<UUID> groups) {
    Set<String> values = new TreeSet<>();
    roles.forEach(
        (principal, role) -> {
          boolean has = principal.equals(user) || groups.contains(principal);
          if (has && !role.equals(DEFAULT_ROLE) && isEnabled(role)) {
            values.add(role);
          }
        });
    return values;
  }

  static UUID roleId(String role) {
    return UUID.nameUUIDFromBytes(role.getBytes(StandardCharsets.UTF_8));
  }

  public synchronized Optional<String> role(UUID principal) {
    return Optional.ofNullable(roles.get(principal));
  }

  /** Every direct assignment with its role. */
  public synchronized Map<UUID, String> all() {
    return new LinkedHashMap<>(roles);
  }

  synchronized String id(UUID principal) {
    return String.valueOf(ids.get(principal));
  }

  synchronized void clear() {
    roles.clear();
    ids.clear();
    known.retainAll(Set.of(DEFAULT_ROLE));
    disabled.clear();
  }
}
