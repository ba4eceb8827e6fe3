package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who a user's manager is (RFC 7643 section 4.3). Entra says it as a text, as an object or as a
 * list of one, with the enterprise extension's URN or without, and asks whether it is so before it
 * says it again (learn.microsoft.com, "Develop and plan provisioning for a SCIM endpoint").
 */
final class Manager {

  /** The attribute's name; it has one value. */
  static final String ATTRIBUTE = "manager";

  /** The attribute of the enterprise extension, in lower case as a filter's conditions are. */
  static final String WITH_URN =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:manager";

  private Manager() {}

  /** Whether the user's manager has this id, which is not case-exact (RFC 7643 section 8.7.1). */
  static boolean has(ObjectNode user, String id) {
    return Stream.concat(
            Stream.of(user),
            user.properties().stream()
                .filter(member -> AttributePath.isExtension(member.getKey()))
                .map(Map.Entry::getValue))
        .map(owner -> ScimJson.get(owner, ATTRIBUTE))
        .anyMatch(manager -> names(manager, id));
  }

  private static boolean names(JsonNode manager, String id) {
    JsonNode one = manager.isArray() && manager.size() == 1 ? manager.get(0) : manager;
    JsonNode value = one.isObject() ? ScimJson.get(one, "value") : one;
    return value.isTextual() && value.textValue().equalsIgnoreCase(id);
  }
}
