package org.guestbridge.app.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.DirectoryCopies;

/**
 * Groups within groups: who is in an inner group is in the outer one too. A group that is in itself
 * is followed once.
 */
final class PulledGroups {

  /** Most groups directly in one group, and most that one person or group is directly in. */
  static final int MAX_DIRECT = 1_000;

  /** Most groups that are followed from one. */
  private static final int MAX_FOLLOWED = 10_000;

  private PulledGroups() {}

  /** Every group that a person is in, directly or through others. */
  static Set<UUID> of(DirectoryCopies copies, String channel, UUID person) {
    Deque<UUID> open =
        new ArrayDeque<>(
            copies.holders(channel, CopiedLink.Kind.PERSON_IN_GROUP, person, MAX_DIRECT));
    Set<UUID> found = new LinkedHashSet<>(open);
    while (!open.isEmpty() && found.size() <= MAX_FOLLOWED) {
      for (UUID outer :
          copies.holders(channel, CopiedLink.Kind.GROUP_IN_GROUP, open.remove(), MAX_DIRECT)) {
        if (found.add(outer)) {
          open.add(outer);
        }
      }
    }
    return found;
  }

  /** Everybody in a group, directly or through others, is to be settled again. */
  static void unsettleMembers(DirectoryCopies copies, String channel, UUID group) {
    Set<UUID> seen = new HashSet<>(Set.of(group));
    Deque<UUID> open = new ArrayDeque<>(seen);
    while (!open.isEmpty() && seen.size() <= MAX_FOLLOWED) {
      UUID next = open.remove();
      copies.unsettleMembers(channel, CopiedLink.Kind.PERSON_IN_GROUP, next);
      for (UUID inner : copies.members(channel, CopiedLink.Kind.GROUP_IN_GROUP, next, MAX_DIRECT)) {
        if (seen.add(inner)) {
          open.add(inner);
        }
      }
    }
  }
}
