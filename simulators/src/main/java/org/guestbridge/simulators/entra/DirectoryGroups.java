package org.guestbridge.simulators.entra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.simulators.entra.DirectoryChanges.Kind;
import org.guestbridge.simulators.entra.DirectoryChanges.Presence;

/**
 * The groups that exist as objects. Who is a direct member follows from {@link Person#groups()};
 * ids there that no object has are in tokens alone. Safe for use by several threads.
 */
public final class DirectoryGroups {
  private final DirectoryChanges changes;
  private final Map<UUID, String> names = new LinkedHashMap<>();
  private final Map<UUID, Set<UUID>> nested = new HashMap<>();
  private final Map<UUID, Set<UUID>> members = new HashMap<>();

  DirectoryGroups(DirectoryChanges changes) {
    this.changes = changes;
  }

  public synchronized List<DirectoryGroup> all() {
    List<DirectoryGroup> all = new ArrayList<>();
    names.keySet().forEach(id -> all.add(view(id)));
    return all;
  }

  public synchronized Optional<DirectoryGroup> find(UUID id) {
    return names.containsKey(id) ? Optional.of(view(id)) : Optional.empty();
  }

  /** Adds a group, or renames the one with this id. People may be in it already. */
  public synchronized DirectoryGroups put(UUID id, String displayName) {
    boolean isNew = !names.containsKey(id);
    names.put(id, displayName);
    Map<UUID, Boolean> came = new LinkedHashMap<>();
    if (isNew) {
      members.getOrDefault(id, Set.of()).forEach(member -> came.put(member, true));
    }
    changes.add(Kind.GROUP, id, Presence.PRESENT, Set.of("displayName"), came);
    return this;
  }

  /** Puts a group into another. */
  public synchronized DirectoryGroups nest(UUID inner, UUID outer) {
    nested.computeIfAbsent(outer, any -> new LinkedHashSet<>()).add(inner);
    changes.add(Kind.GROUP, outer, Presence.PRESENT, Set.of(), Map.of(inner, true));
    return this;
  }

  /** Deletes a group for good. */
  public synchronized DirectoryGroups remove(UUID id) {
    if (names.remove(id) != null) {
      nested.remove(id);
      changes.add(Kind.GROUP, id, Presence.GONE, Set.of(), Map.of());
    }
    return this;
  }

  /** Every group that the user is in, through other groups too. */
  public synchronized Set<UUID> transitiveOf(Collection<UUID> direct) {
    Set<UUID> found = new LinkedHashSet<>(direct);
    boolean grew = true;
    while (grew) {
      Set<UUID> outer = new HashSet<>();
      nested.forEach(
          (group, inner) -> {
            if (inner.stream().anyMatch(found::contains)) {
              outer.add(group);
            }
          });
      grew = found.addAll(outer);
    }
    return found;
  }

  /**
   * Somebody's groups became others.
   *
   * @param tell false where the person is new or back: a membership that exists is no change then
   */
  synchronized void member(
      UUID user, Collection<UUID> before, Collection<UUID> after, boolean tell) {
    for (UUID group : before) {
      if (!after.contains(group) && members.getOrDefault(group, Set.of()).remove(user)) {
        told(group, user, false);
      }
    }
    for (UUID group : after) {
      boolean came = members.computeIfAbsent(group, any -> new LinkedHashSet<>()).add(user);
      if (came && tell) {
        told(group, user, true);
      }
    }
  }

  synchronized void clear() {
    List.copyOf(names.keySet()).forEach(this::remove);
  }

  private void told(UUID group, UUID user, boolean came) {
    if (names.containsKey(group)) {
      changes.add(Kind.GROUP, group, Presence.PRESENT, Set.of(), Map.of(user, came));
    }
  }

  private DirectoryGroup view(UUID id) {
    return new DirectoryGroup(
        id,
        names.getOrDefault(id, ""),
        members.getOrDefault(id, Set.of()),
        nested.getOrDefault(id, Set.of()));
  }
}
