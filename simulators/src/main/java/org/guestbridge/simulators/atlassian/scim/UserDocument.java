package org.guestbridge.simulators.atlassian.scim;

import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.invalidValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A user's attributes as Atlassian's schema knows them: names in their canonical case, everything
 * unknown and read-only left out.
 */
final class UserDocument {
  static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  static final String ATLASSIAN = "urn:scim:schemas:extension:atlassian-external:1.0";

  static final Set<String> STRINGS =
      Set.of(
          "userName",
          "externalId",
          "displayName",
          "nickName",
          "title",
          "preferredLanguage",
          "department",
          "organization",
          "timezone");
  static final Set<String> LISTS = Set.of("emails", "phoneNumbers");
  static final Set<String> READ_ONLY = Set.of("id", "meta", "groups", "schemas");
  private static final Set<String> NAME =
      Set.of(
          "formatted",
          "familyName",
          "givenName",
          "middleName",
          "honorificPrefix",
          "honorificSuffix");
  private static final Set<String> ENTERPRISE_STRINGS = Set.of("organization", "department");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,253}");
  private static final Map<String, String> CANONICAL = new LinkedHashMap<>();

  static {
    for (Set<String> names :
        Set.of(STRINGS, LISTS, READ_ONLY, NAME, Set.of("active", "name", "value", "type"))) {
      names.forEach(name -> CANONICAL.put(key(name), name));
    }
    CANONICAL.put("primary", "primary");
    CANONICAL.put(key(ENTERPRISE), ENTERPRISE);
  }

  private UserDocument() {}

  /** The canonical name of an attribute or sub-attribute, if the schema has it. */
  static Optional<String> canonical(String name) {
    return Optional.ofNullable(CANONICAL.get(key(name)));
  }

  /** Checks a resource that a client sent, or that a patch made, and keeps what is known. */
  static ObjectNode normalize(ObjectNode from, boolean booleansAsText) {
    ObjectNode to = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      String name = canonical(field.getKey()).orElse("");
      JsonNode value = field.getValue();
      if (value.isNull() || name.isEmpty() || READ_ONLY.contains(name)) {
        continue;
      }
      if (STRINGS.contains(name)) {
        to.put(name, text(name, value));
      } else if (LISTS.contains(name)) {
        to.set(name, list(name, value, booleansAsText));
      } else if (name.equals("name")) {
        to.set(name, strings(name, value, NAME));
      } else if (name.equals(ENTERPRISE)) {
        to.set(name, strings(name, value, ENTERPRISE_STRINGS));
      } else if (name.equals("active")) {
        to.put(name, bool(name, value, booleansAsText));
      }
    }
    to.properties()
        .removeIf(field -> field.getValue().isContainerNode() && field.getValue().isEmpty());
    if (to.path("userName").asText("").isBlank()) {
      throw invalidValue("userName is required");
    }
    primaryEmail(to);
    if (!to.has("active")) {
      to.put("active", true);
    }
    return to;
  }

  /** The one primary address. */
  static String primaryEmail(ObjectNode document) {
    String found = "";
    for (JsonNode email : document.path("emails")) {
      if (email.path("primary").asBoolean(false)) {
        if (!found.isEmpty()) {
          throw invalidValue("only one email can be primary");
        }
        found = email.path("value").asText("");
        if (!EMAIL.matcher(found).matches()) {
          throw invalidValue("the primary email is not an address");
        }
      }
    }
    if (found.isEmpty()) {
      throw invalidValue("emails is required, and one of them must be primary");
    }
    return found;
  }

  private static ArrayNode list(String name, JsonNode value, boolean booleansAsText) {
    if (!value.isArray()) {
      throw invalidValue(name + " must be a list");
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : value) {
      if (!each.isObject() || !each.path("value").isTextual()) {
        throw invalidValue(name + " must be a list of objects with a value");
      }
      ObjectNode element = list.addObject();
      element.put("value", each.path("value").asText());
      if (each.path("type").isTextual()) {
        element.put("type", each.path("type").asText());
      }
      JsonNode primary = each.path("primary");
      if (!primary.isMissingNode() && !primary.isNull()) {
        element.put("primary", bool("primary", primary, booleansAsText));
      }
    }
    return list;
  }

  private static ObjectNode strings(String name, JsonNode value, Set<String> known) {
    if (!value.isObject()) {
      throw invalidValue(name + " must be an object");
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String sub = canonical(field.getKey()).orElse("");
      if (known.contains(sub) && !field.getValue().isNull()) {
        object.put(sub, text(sub, field.getValue()));
      }
    }
    return object;
  }

  private static String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw invalidValue(name + " must be a string");
    }
    return value.asText();
  }

  private static boolean bool(String name, JsonNode value, boolean booleansAsText) {
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    String text = value.isTextual() && booleansAsText ? key(value.asText()) : "";
    if (!text.equals("true") && !text.equals("false")) {
      throw invalidValue(name + " must be a boolean");
    }
    return text.equals("true");
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
