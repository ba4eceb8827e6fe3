package org.guestbridge.simulators.entra.provisioning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.simulators.entra.DirectoryChanges.Change;
import org.guestbridge.simulators.entra.DirectoryChanges.Kind;

/**
 * What changed since the last cycle.
 *
 * @param users the properties that changed, by object id
 * @param groups the changes, by object id
 */
record ChangeSet(Map<UUID, Set<String>> users, Map<UUID, List<Change>> groups) {
  static ChangeSet after(List<Change> changes) {
    Map<UUID, Set<String>> users = new LinkedHashMap<>();
    Map<UUID, List<Change>> groups = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change.kind() == Kind.USER) {
        users.computeIfAbsent(change.id(), any -> new HashSet<>()).addAll(change.properties());
      } else {
        groups.computeIfAbsent(change.id(), any -> new ArrayList<>()).add(change);
      }
    }
    return new ChangeSet(users, groups);
  }

  /** The properties of one user that changed, possibly none. */
  Optional<Set<String>> user(UUID id) {
    return Optional.of(users.getOrDefault(id, Set.of()));
  }
}
