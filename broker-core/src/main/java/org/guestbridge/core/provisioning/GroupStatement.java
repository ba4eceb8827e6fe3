package org.guestbridge.core.provisioning;

import java.util.Locale;
import java.util.Optional;

/**
 * What a channel says about one group, its members left out.
 *
 * @param key what makes the group one in its channel: the name in lower case for SCIM, the object
 *     id for Graph, where two groups may share a name; 1 to 256 characters
 * @param displayName the name, 1 to 256 characters
 * @param externalId the client's own id, for Entra the group's object id; at most 256 characters
 * @param document the source's JSON without members, verbatim, at most 200,000 characters
 */
public record GroupStatement(
    String key, String displayName, Optional<String> externalId, String document) {

  public GroupStatement {
    PersonStatement.check(key, 1, PersonStatement.MAX_NAME_LENGTH);
    PersonStatement.check(displayName, 1, PersonStatement.MAX_NAME_LENGTH);
    externalId.ifPresent(text -> PersonStatement.check(text, 0, PersonStatement.MAX_NAME_LENGTH));
    PersonStatement.check(document, 0, PersonStatement.MAX_DOCUMENT_LENGTH);
  }

  /** A group that is one in its channel by its name. */
  public static GroupStatement named(
      String displayName, Optional<String> externalId, String document) {
    return new GroupStatement(
        displayName.toLowerCase(Locale.ROOT), displayName, externalId, document);
  }
}
