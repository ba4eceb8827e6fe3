package org.guestbridge.core.provisioning;

import java.util.Optional;
import java.util.UUID;

/**
 * Which people of a channel; all that is present has to hold.
 *
 * @param id the person's id
 * @param key the key in the channel
 * @param externalId the client's own id, case-exact
 * @param mail the work mail, lower case
 */
public record PersonFilter(
    Optional<UUID> id, Optional<String> key, Optional<String> externalId, Optional<String> mail) {

  /** Everybody. */
  public static final PersonFilter ALL =
      new PersonFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Redacted. */
  @Override
  public String toString() {
    return "[filter]";
  }
}
