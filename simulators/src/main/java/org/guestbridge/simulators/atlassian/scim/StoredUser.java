package org.guestbridge.simulators.atlassian.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A user as the directory keeps it.
 *
 * @param email the primary address
 * @param accountId the account that this user is linked to
 * @param document the normalized attributes as JSON, kept as text because there are many users
 */
record StoredUser(
    String id,
    String userName,
    Optional<String> externalId,
    String email,
    boolean active,
    Optional<String> accountId,
    String document,
    Instant created,
    Instant modified) {

  static StoredUser of(
      String id, ObjectNode document, Optional<String> accountId, Instant created, Instant now) {
    return new StoredUser(
        id,
        document.path("userName").asText(),
        Optional.ofNullable(document.path("externalId").asText(null)),
        UserDocument.primaryEmail(document),
        document.path("active").asBoolean(),
        accountId,
        document.toString(),
        created,
        now);
  }

  /** A copy of the attributes. */
  ObjectNode attributes() {
    return ScimJson.object(document);
  }

  StoredUser withAccount(Optional<String> value) {
    return new StoredUser(
        id, userName, externalId, email, active, value, document, created, modified);
  }
}
