package org.guestbridge.simulators.entra.provisioning;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two ways in which Entra writes a PATCH: as ever, or as with {@code aadOptscim062020}
 * (learn.microsoft.com, "Known issues with SCIM 2.0 protocol compliance").
 */
final class Dialect {
  private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  private final boolean strict;
  private final Variation variation;

  Dialect(boolean strict, Variation variation) {
    this.strict = strict;
    this.variation = variation;
  }

  /**
   * Changes of a user.
   *
   * @param changed new values by target attribute, {@code active} as True or False
   * @param added the attributes among them that the target did not have
   * @param nulled attributes that lose their value
   */
  ObjectNode user(Map<String, String> changed, Set<String> added, Collection<String> nulled) {
    ObjectNode body = body();
    ArrayNode operations = body.withArrayProperty("Operations");
    if (strict) {
      strict(operations, changed, added);
    } else {
      changed.forEach(
          (path, value) ->
              operation(operations, added.contains(path) ? "Add" : "Replace")
                  .put("path", path)
                  .put("value", value));
    }
    nulled.forEach(path -> operation(operations, strict ? "remove" : "Remove").put("path", path));
    return body;
  }

  private void strict(ArrayNode operations, Map<String, String> changed, Set<String> added) {
    ObjectNode together = JsonNodeFactory.instance.objectNode();
    changed.forEach(
        (path, value) -> {
          if (path.equals("active")) {
            operation(operations, "replace").put("path", path).put("value", value.equals("True"));
          } else if (added.contains(path)) {
            operation(operations, "add").put("path", path).put("value", value);
          } else if (TargetPath.of(path).hasFilter()) {
            operation(operations, "replace").put("path", path).put("value", value);
          } else {
            together.put(path, value);
          }
        });
    if (!together.isEmpty()) {
      operation(operations, "replace").set("value", together);
    }
  }

  /** The manager of a user, who has one at most. */
  ObjectNode manager(String path, String scimId) {
    ObjectNode body = body();
    ObjectNode operation =
        operation(body.withArrayProperty("Operations"), strict ? "add" : "Add").put("path", path);
    if (strict) {
      operation.put("value", scimId);
    } else {
      operation.putArray("value").addObject().put("$ref", "Users/" + scimId).put("value", scimId);
    }
    return body;
  }

  ObjectNode rename(String displayName) {
    ObjectNode body = body();
    operation(body.withArrayProperty("Operations"), strict ? "replace" : "Replace")
        .put("path", "displayName")
        .put("value", displayName);
    return body;
  }

  ObjectNode addMembers(List<String> scimIds) {
    ObjectNode body = body();
    ArrayNode value =
        operation(body.withArrayProperty("Operations"), strict ? "add" : "Add")
            .put("path", "members")
            .putArray("value");
    scimIds.forEach(id -> value.addObject().putNull("$ref").put("value", id));
    return body;
  }

  ObjectNode removeMembers(List<String> scimIds) {
    ObjectNode body = body();
    ArrayNode operations = body.withArrayProperty("Operations");
    if (strict) {
      scimIds.forEach(
          id -> operation(operations, "remove").put("path", "members[value eq \"" + id + "\"]"));
    } else {
      ArrayNode value = operation(operations, "Remove").put("path", "members").putArray("value");
      scimIds.forEach(id -> value.addObject().put("value", id));
    }
    return body;
  }

  private static ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add(PATCH);
    return body;
  }

  private ObjectNode operation(ArrayNode operations, String name) {
    return operations.addObject().put("op", strict ? name : variation.letters(name));
  }
}
