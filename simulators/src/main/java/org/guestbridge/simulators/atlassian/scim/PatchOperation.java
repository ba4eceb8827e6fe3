package org.guestbridge.simulators.atlassian.scim;

import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.invalidSyntax;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a patch. Its kind may be capitalized and the list's name in lower case, as Entra
 * sends them.
 *
 * @param value the value, a missing node where there is none
 */
record PatchOperation(Kind kind, Optional<String> path, JsonNode value) {
  static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
  private static final int MAXIMUM = 1000;

  enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

  static List<PatchOperation> of(ObjectNode body) {
    JsonNode list =
        body.path("Operations").isArray() ? body.path("Operations") : body.path("operations");
    if (!list.isArray() || list.isEmpty() || list.size() > MAXIMUM) {
      throw invalidSyntax("Operations has to be a list of 1 to " + MAXIMUM);
    }
    List<PatchOperation> operations = new ArrayList<>();
    for (JsonNode each : list) {
      operations.add(of(each));
    }
    return operations;
  }

  private static PatchOperation of(JsonNode operation) {
    for (Map.Entry<String, JsonNode> field : operation.properties()) {
      if (!List.of("op", "path", "value").contains(field.getKey())) {
        throw invalidSyntax("an operation has op, path and value, not " + field.getKey());
      }
    }
    Kind kind =
        switch (operation.path("op").asText("").toLowerCase(Locale.ROOT)) {
          case "add" -> Kind.ADD;
          case "replace" -> Kind.REPLACE;
          case "remove" -> Kind.REMOVE;
          default -> throw invalidSyntax("op has to be add, replace or remove");
        };
    JsonNode path = operation.path("path");
    if (kind == Kind.REMOVE && !path.isTextual()) {
      throw ScimRefusal.badRequest("noTarget", "remove needs a path");
    }
    return new PatchOperation(
        kind,
        path.isTextual() ? Optional.of(path.asText()) : Optional.empty(),
        operation.path("value"));
  }
}
