package org.guestbridge.app.graph;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.DirectoryCopies;

/**
 * The app roles of people as a sign-in names them: those that are assigned to the person or to a
 * group that the person is directly in, and have a value (learn.microsoft.com, "Add app roles to
 * your application and receive them in the token").
 */
final class PulledRoles {

  /** Where a role's document has its value. */
  static final String VALUE = "value";

  /** Most roles of one person. */
  private static final int MAX_ROLES = 100;

  private PulledRoles() {}

  /** The values of a person's roles, in one order; the caller's to change. */
  static Set<String> of(DirectoryCopies copies, String channel, UUID person) {
    Set<String> values = new TreeSet<>();
    for (UUID role : copies.roles(channel, person, MAX_ROLES)) {
      Optional<CopiedObject> known = copies.object(channel, role);
      known
          .flatMap(found -> UserDocument.stored(found.document()).property(VALUE))
          .ifPresent(values::add);
    }
    return values;
  }

  /** Everybody who has a role is to be settled again. */
  static void unsettleHolders(DirectoryCopies copies, String channel, UUID role) {
    copies.unsettleMembers(channel, CopiedLink.Kind.PERSON_HAS_ROLE, role);
    for (UUID group :
        copies.members(channel, CopiedLink.Kind.GROUP_HAS_ROLE, role, PulledGroups.MAX_DIRECT)) {
      copies.unsettleMembers(channel, CopiedLink.Kind.PERSON_IN_GROUP, group);
    }
  }
}
