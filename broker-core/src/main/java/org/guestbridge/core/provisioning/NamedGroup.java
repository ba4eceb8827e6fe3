package org.guestbridge.core.provisioning;

import java.util.Optional;
import java.util.UUID;

/**
 * A stored group without its document, which may be long.
 *
 * @param id the broker's own id
 * @param displayName its name
 * @param externalId the client's own id, for Entra the group's object id
 */
public record NamedGroup(UUID id, String displayName, Optional<String> externalId) {

  /** The id by which rules know the group, the same as in a token: the object id, or the name. */
  public String ruleId() {
    return externalId.filter(text -> !text.isEmpty()).orElse(displayName);
  }
}
