package org.guestbridge.core.provisioning;

import java.util.UUID;

/**
 * That one object of a directory belongs to another, directly.
 *
 * @param kind what belongs to what
 * @param holder the group; for assignments the role
 * @param member who belongs to it
 */
public record CopiedLink(Kind kind, UUID holder, UUID member) {

  /** What belongs to what. */
  public enum Kind {
    /** A person to a group. */
    PERSON_IN_GROUP,
    /** A group to another group. */
    GROUP_IN_GROUP,
    /** A role of the application to a person. */
    PERSON_ASSIGNED,
    /** A role of the application to a group. */
    GROUP_ASSIGNED,
    /** A role that sign-ins name to a person. */
    PERSON_HAS_ROLE,
    /** A role that sign-ins name to a group. */
    GROUP_HAS_ROLE
  }
}
