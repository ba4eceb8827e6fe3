package org.guestbridge.core.provisioning;

import java.util.Locale;
import java.util.Optional;

/**
 * What a channel says about one group, its members left out.
 *
 * @param displayName the name, 1 to 256 characters
 * @param externalId the client's own id, for Entra the group's object id; at most 256 characters
 * @param document the source's JSON without members, verbatim, at most 200,000 characters
 */
public record GroupStatement(String displayName, Optional<String> externalId, String document) {

  public GroupStatement {
    PersonStatement.check(displayName, 1, PersonStatement.MAX_NAME_LENGTH);
    externalId.ifPresent(text -> PersonStatement.check(text, 0, PersonStatement.MAX_NAME_LENGTH));
    PersonStatement.check(document, 0, PersonStatement.MAX_DOCUMENT_LENGTH);
  }

  /** What makes the group one in its channel: the name in lower case. */
  public String key() {
    return displayName.toLowerCase(Locale.ROOT);
  }

  /** The id by which rules know the group, the same as in a token: the object id, or the name. */
  public String ruleId() {
    return externalId.filter(id -> !id.isEmpty()).orElse(displayName);
  }
}
