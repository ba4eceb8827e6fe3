package org.guestbridge.simulators.entra;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is assigned to the enterprise application, directly: users and groups, each with one app
 * role. Members of an assigned group are assigned through it, members of nested groups are not.
 * Safe for use by several threads.
 */
public final class Assignments {
  /** The role of an assignment that names none. */
  public static final String DEFAULT_ROLE = "User";

  private final Map<UUID, String> roles = new LinkedHashMap<>();
  private final Map<UUID, UUID> ids = new LinkedHashMap<>();

  Assignments() {}

  public Assignments assign(UUID principal) {
    return assign(principal, DEFAULT_ROLE);
  }

  public synchronized Assignments assign(UUID principal, String role) {
    roles.put(principal, role);
    ids.computeIfAbsent(principal, any -> UUID.randomUUID());
    return this;
  }

  public synchronized Assignments unassign(UUID principal) {
    roles.remove(principal);
    ids.remove(principal);
    return this;
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
  }
}
