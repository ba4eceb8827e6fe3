package org.guestbridge.simulators.entra;

import java.util.Set;
import java.util.UUID;

/**
 * A group of the tenant.
 *
 * @param members object ids of its direct members who are users
 * @param nested object ids of the groups that are direct members
 */
public record DirectoryGroup(UUID id, String displayName, Set<UUID> members, Set<UUID> nested) {
  public DirectoryGroup {
    members = Set.copyOf(members);
    nested = Set.copyOf(nested);
  }
}
