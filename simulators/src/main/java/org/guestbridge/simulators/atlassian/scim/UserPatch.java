package org.guestbridge.simulators.atlassian.scim;

import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.badRequest;
import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.invalidSyntax;
import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.invalidValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Applies a patch of RFC 7644, section 3.5.2, to a user's attributes. */
final class UserPatch {
  private final ObjectNode document;

  private UserPatch(ObjectNode document) {
    this.document = document;
  }

  /** Changes the document; a refusal may leave it half changed, so work on a copy. */
  static void apply(ObjectNode document, ObjectNode body) {
    UserPatch patch = new UserPatch(document);
    try {
      for (PatchOperation operation : PatchOperation.of(body)) {
        patch.apply(operation);
      }
    } catch (UnsupportedOperationException scalarInTheWay) {
      throw invalidValue("an attribute has a value of another type");
    }
  }

  private void apply(PatchOperation operation) {
    if (operation.path().isPresent()) {
      at(operation.kind(), AttributePath.parse(operation.path().get()), operation.value());
      return;
    }
    if (!operation.value().isObject()) {
      throw invalidSyntax("without a path, value has to be an object");
    }
    for (Map.Entry<String, JsonNode> field : operation.value().properties()) {
      AttributePath path = AttributePath.parse(field.getKey());
      if (path.isEnterprise() || UserDocument.canonical(path.attribute()).isPresent()) {
        at(operation.kind(), path, field.getValue());
      }
    }
  }

  private void at(PatchOperation.Kind kind, AttributePath path, JsonNode value) {
    if (path.isEnterprise()) {
      ObjectNode extension = document.withObjectProperty(UserDocument.ENTERPRISE);
      set(kind, extension, required(path.attribute()), value);
      return;
    }
    String name = required(path.attribute());
    if (UserDocument.READ_ONLY.contains(name)) {
      throw badRequest("mutability", name + " is read-only");
    }
    if (UserDocument.LISTS.contains(name)) {
      list(kind, name, path, value);
    } else if (path.filter().isPresent()) {
      throw badRequest("invalidPath", name + " is not a list");
    } else if (path.sub().isPresent()) {
      if (!name.equals("name")) {
        throw badRequest("invalidPath", name + " has no sub-attributes");
      }
      set(kind, document.withObjectProperty(name), required(path.sub().get()), value);
    } else if (value.isObject() && document.path(name).isObject()) {
      ObjectNode target = document.withObjectProperty(name);
      value.properties().forEach(sub -> set(kind, target, required(sub.getKey()), sub.getValue()));
    } else {
      set(kind, document, name, value);
    }
  }

  private void list(PatchOperation.Kind kind, String name, AttributePath path, JsonNode value) {
    ArrayNode list = document.withArrayProperty(name);
    if (path.filter().isEmpty()) {
      if (path.sub().isPresent()) {
        throw badRequest("invalidPath", "say which of " + name + " is meant");
      }
      whole(kind, list, value);
      return;
    }
    AttributePath.Condition condition = path.filter().get();
    Optional<JsonNode> found = Optional.empty();
    for (int index = list.size() - 1; index >= 0; index--) {
      if (condition.holdsFor(list.get(index))) {
        found = Optional.of(list.get(index));
        if (kind == PatchOperation.Kind.REMOVE && path.sub().isEmpty()) {
          list.remove(index);
        }
      }
    }
    if (found.isEmpty()) {
      if (kind != PatchOperation.Kind.ADD || path.sub().isEmpty()) {
        throw badRequest("noTarget", "no element of " + name + " matches");
      }
      list.addObject()
          .put(required(condition.attribute()), condition.value())
          .set(required(path.sub().get()), value);
    } else if (path.sub().isPresent()) {
      set(kind, (ObjectNode) found.get(), required(path.sub().get()), value);
    } else if (kind != PatchOperation.Kind.REMOVE) {
      if (!value.isObject()) {
        throw invalidValue("an element of " + name + " has to be an object");
      }
      ((ObjectNode) found.get()).setAll((ObjectNode) value);
    }
  }

  private static void whole(PatchOperation.Kind kind, ArrayNode list, JsonNode value) {
    if (kind != PatchOperation.Kind.ADD) {
      list.removeAll();
    }
    if (kind == PatchOperation.Kind.REMOVE) {
      return;
    }
    if (value.isArray()) {
      value.forEach(list::add);
    } else {
      list.add(value);
    }
  }

  private static void set(
      PatchOperation.Kind kind, ObjectNode target, String name, JsonNode value) {
    if (kind == PatchOperation.Kind.REMOVE || value.isNull()) {
      target.remove(name);
    } else if (value.isMissingNode()) {
      throw invalidSyntax("value is missing");
    } else {
      target.set(name, value);
    }
  }

  private static String required(String name) {
    return UserDocument.canonical(name)
        .orElseThrow(() -> badRequest("invalidPath", "unknown attribute " + name));
  }
}
