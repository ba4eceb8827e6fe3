package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * Applies operations to a resource, in place. A value of null is no value. A manager is replaced by
 * the one who is added, though Entra writes them as a list.
 */
final class Patch {

  /** Most values of an attribute that are compared one by one. */
  static final int MAX_VALUES = 1_000;

  private final ObjectNode resource;

  Patch(ObjectNode resource) {
    this.resource = resource;
  }

  void apply(PatchOperation operation) {
    boolean remove = operation.kind() == PatchOperation.Kind.REMOVE || operation.value().isNull();
    AttributePath path = operation.path();
    Optional<ObjectNode> owner =
        path.extension().isEmpty()
            ? Optional.of(resource)
            : child(resource, extensionName(path.extension().get()), !remove);
    if (owner.isEmpty()) {
      return;
    }
    if (path.attribute().isEmpty()) {
      extension(owner.get(), operation, remove);
    } else if (path.filter().isPresent()) {
      filtered(owner.get(), operation, remove);
    } else {
      Optional<ObjectNode> holder =
          path.sub().isEmpty() ? owner : child(owner.get(), path.attribute().get(), !remove);
      String name = path.sub().orElse(path.attribute().get());
      holder.ifPresent(object -> plain(object, name, operation, remove));
    }
  }

  private String extensionName(String urn) {
    for (Iterator<String> names = resource.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (AttributePath.isExtension(name) && AttributePath.isExtension(urn)) {
        return name;
      }
    }
    return urn;
  }

  private static Optional<ObjectNode> child(ObjectNode owner, String attribute, boolean make) {
    JsonNode found = ScimJson.get(owner, attribute);
    if (found instanceof ObjectNode object) {
      return Optional.of(object);
    }
    if (!found.isMissingNode() && !found.isNull()) {
      throw new ScimRefusal(Code.SCIM_PATH, "A path leads into what has no sub-attributes.");
    }
    return make
        ? Optional.of(owner.putObject(ScimJson.nameOf(owner, attribute).orElse(attribute)))
        : Optional.empty();
  }

  private static void extension(ObjectNode owner, PatchOperation operation, boolean remove) {
    if (remove) {
      owner.removeAll();
    } else if (operation.value() instanceof ObjectNode values) {
      merge(owner, values);
    } else {
      throw new ScimRefusal(Code.SCIM_VALUE, "An extension's value is an object.");
    }
  }

  private static void plain(
      ObjectNode owner, String attribute, PatchOperation operation, boolean remove) {
    String name = ScimJson.nameOf(owner, attribute).orElse(attribute);
    JsonNode present = owner.path(name);
    JsonNode value = operation.value();
    if (remove) {
      if (present instanceof ArrayNode list && value instanceof ArrayNode named) {
        removeNamed(list, named);
      } else {
        owner.remove(name);
      }
    } else if (present instanceof ObjectNode object && value instanceof ObjectNode values) {
      merge(object, values);
    } else if (operation.kind() == PatchOperation.Kind.ADD
        && present instanceof ArrayNode list
        && !attribute.equalsIgnoreCase(Manager.ATTRIBUTE)) {
      append(list, value);
    } else {
      owner.set(name, value.deepCopy());
    }
  }

  /** The attributes of {@code values} replace those of the same name, in whatever case. */
  private static void merge(ObjectNode object, ObjectNode values) {
    values
        .properties()
        .forEach(
            member ->
                object.set(
                    ScimJson.nameOf(object, member.getKey()).orElse(member.getKey()),
                    member.getValue().deepCopy()));
  }

  private static void append(ArrayNode list, JsonNode value) {
    requireFew(list, value);
    Iterable<JsonNode> added = value.isArray() ? value : List.of(value);
    for (JsonNode each : added) {
      boolean present = false;
      for (JsonNode element : list) {
        present |= element.equals(each);
      }
      if (!present) {
        list.add(each.deepCopy());
      }
    }
  }

  private static void requireFew(JsonNode... lists) {
    for (JsonNode list : lists) {
      if (list.isArray() && list.size() > MAX_VALUES) {
        throw new ScimRefusal(Code.SCIM_TOO_MANY, "An attribute has more than 1,000 values.");
      }
    }
  }

  private static void removeNamed(ArrayNode list, ArrayNode named) {
    requireFew(list, named);
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode element : list) {
      boolean gone = false;
      for (JsonNode each : named) {
        gone |=
            element.equals(each)
                || ScimJson.text(each, "value")
                    .filter(
                        value -> ScimJson.text(element, "value").filter(value::equals).isPresent())
                    .isPresent();
      }
      if (!gone) {
        kept.add(element);
      }
    }
    list.removeAll();
    list.addAll(kept);
  }

  private static void filtered(ObjectNode owner, PatchOperation operation, boolean remove) {
    AttributePath path = operation.path();
    Filter filter = path.filter().orElseThrow();
    String attribute = path.attribute().orElseThrow();
    String name = ScimJson.nameOf(owner, attribute).orElse(attribute);
    JsonNode present = owner.path(name);
    if (!present.isArray() && !present.isMissingNode() && !present.isNull()) {
      throw new ScimRefusal(Code.SCIM_PATH, "A filter stands at what has one value.");
    }
    if (remove && !present.isArray()) {
      return;
    }
    requireFew(present);
    ArrayNode list = present instanceof ArrayNode array ? array : owner.putArray(name);
    boolean found = false;
    for (Iterator<JsonNode> elements = list.elements(); elements.hasNext(); ) {
      if (elements.next() instanceof ObjectNode element && matches(element, filter)) {
        found = true;
        if (path.sub().isPresent()) {
          plain(element, path.sub().get(), operation, remove);
        } else if (remove) {
          elements.remove();
        } else {
          mergeValue(element, operation.value());
        }
      }
    }
    if (!found && !remove) {
      ObjectNode element = list.addObject();
      filter.conditions().forEach(each -> element.put(each.attribute(), each.value()));
      if (path.sub().isPresent()) {
        plain(element, path.sub().get(), operation, false);
      } else {
        mergeValue(element, operation.value());
      }
    }
  }

  private static void mergeValue(ObjectNode element, JsonNode value) {
    if (!(value instanceof ObjectNode values)) {
      throw new ScimRefusal(Code.SCIM_VALUE, "The value of a filtered path is an object.");
    }
    merge(element, values);
  }

  private static boolean matches(ObjectNode element, Filter filter) {
    return filter.conditions().stream()
        .allMatch(
            each ->
                ScimJson.get(element, each.attribute()).asText("").equalsIgnoreCase(each.value()));
  }
}
