package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * JSON as SCIM has it: names of attributes are not case-exact (RFC 7643 section 2.1), so a body in
 * which two differ in case alone is refused, as is text that is not well-formed Unicode.
 */
final class ScimJson {

  /** Most attributes of one object. */
  static final int MAX_ATTRIBUTES = 1_000;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ScimJson() {}

  /** The object that a client sent; untrusted. */
  static ObjectNode received(byte[] body) {
    try {
      ObjectNode object = MAPPER.valueToTree(StrictJson.object(body, Code.SCIM_SYNTAX));
      check(object);
      return object;
    } catch (RefusalException refused) {
      throw new ScimRefusal(Code.SCIM_SYNTAX, "The body is not one strict JSON object.");
    }
  }

  /** A document that was written by {@link #write}. */
  static ObjectNode stored(String document) {
    try {
      return (ObjectNode) MAPPER.readTree(document);
    } catch (JsonProcessingException | ClassCastException unreadable) {
      throw new IllegalStateException("a stored document is not a JSON object");
    }
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can be written");
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The name under which {@code object} has the attribute, in whatever case. */
  static Optional<String> nameOf(ObjectNode object, String attribute) {
    if (object.has(attribute)) {
      return Optional.of(attribute);
    }
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (name.equalsIgnoreCase(attribute)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** The attribute's value; missing when there is none. */
  static JsonNode get(JsonNode node, String attribute) {
    return node instanceof ObjectNode object
        ? object.path(nameOf(object, attribute).orElse(attribute))
        : MAPPER.missingNode();
  }

  /** A text that is there and not empty. */
  static Optional<String> text(JsonNode node, String attribute) {
    JsonNode value = get(node, attribute);
    return value.isTextual() && !value.textValue().isEmpty()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  private static void check(JsonNode node) {
    if (node.isTextual()) {
      checkText(node.textValue());
    } else if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw new ScimRefusal(Code.SCIM_VALUE, "A number is too large.");
    }
    Set<String> names = new HashSet<>();
    node.properties()
        .forEach(
            member -> {
              checkText(member.getKey());
              if (!names.add(member.getKey().toLowerCase(Locale.ROOT))) {
                throw new ScimRefusal(
                    Code.SCIM_SYNTAX, "Two names of attributes differ in case alone.");
              }
            });
    if (names.size() > MAX_ATTRIBUTES) {
      throw new ScimRefusal(Code.SCIM_TOO_MANY, "An object has more than 1,000 attributes.");
    }
    node.forEach(ScimJson::check);
  }

  static void checkText(String text) {
    boolean wellFormed =
        text.codePoints().noneMatch(point -> point == 0 || (point >= 0xD800 && point <= 0xDFFF));
    if (!wellFormed) {
      throw new ScimRefusal(Code.SCIM_VALUE, "A text holds what is no Unicode character.");
    }
  }
}
