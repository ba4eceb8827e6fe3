package org.guestbridge.core.provisioning;

import java.util.Optional;
import java.util.UUID;

/**
 * Which groups of a channel; all that is present has to hold.
 *
 * @param id the group's id
 * @param displayName the name, in any case
 * @param externalId the client's own id, case-exact
 * @param member the id of a person who is a member
 */
public record GroupFilter(
    Optional<UUID> id,
    Optional<String> displayName,
    Optional<String> externalId,
    Optional<UUID> member) {

  /** Every group. */
  public static final GroupFilter ALL =
      new GroupFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
