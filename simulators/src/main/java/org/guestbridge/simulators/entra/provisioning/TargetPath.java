package org.guestbridge.simulators.entra.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A target attribute: {@code attribute}, {@code attribute.sub}, {@code attribute[type eq "x"].sub},
 * or an attribute of an extension after its URN.
 */
record TargetPath(
    Optional<String> extension, String attribute, Optional<String> type, Optional<String> sub) {
  private static final Pattern PATH =
      Pattern.compile(
          "(?:(urn:[^\\s\\[\\]]+):)?([A-Za-z]\\w*)(?:\\[type eq \"(\\w+)\"])?(?:\\.(\\w+))?");

  static TargetPath of(String text) {
    Matcher matcher = PATH.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a target attribute: " + text);
    }
    return new TargetPath(
        Optional.ofNullable(matcher.group(1)),
        matcher.group(2),
        Optional.ofNullable(matcher.group(3)),
        Optional.ofNullable(matcher.group(4)));
  }

  boolean hasFilter() {
    return type.isPresent();
  }

  /** Whether the value is the id of another user at the target, which comes after the users. */
  boolean isReference() {
    return attribute.equals("manager");
  }

  /** Puts a value into a resource that is to be created. */
  void write(ObjectNode resource, String value) {
    ObjectNode owner =
        extension.isPresent() ? resource.withObjectProperty(extension.get()) : resource;
    if (type.isPresent()) {
      ArrayNode list = owner.withArrayProperty(attribute);
      list.addObject()
          .put("primary", list.size() == 1)
          .put("type", type.get())
          .put(sub.orElse("value"), value);
    } else if (sub.isPresent()) {
      owner.withObjectProperty(attribute).put(sub.get(), value);
    } else if (attribute.equals("active")) {
      owner.put(attribute, value.equals("True"));
    } else {
      owner.put(attribute, value);
    }
  }

  /** What a resource says; booleans as Entra's {@code True} and {@code False}. */
  @Nullable String read(JsonNode resource) {
    JsonNode owner = extension.isPresent() ? resource.path(extension.get()) : resource;
    JsonNode value = owner.path(attribute);
    if (type.isPresent()) {
      JsonNode found = value.path(-1);
      for (JsonNode element : value) {
        if (element.path("type").asText("").equals(type.get())) {
          found = element;
        }
      }
      value = found;
    }
    if (sub.isPresent()) {
      value = value.path(sub.get());
    }
    if (isReference() && sub.isEmpty()) {
      JsonNode one = value.isArray() && value.size() == 1 ? value.path(0) : value;
      value = one.isObject() ? one.path("value") : one;
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "True" : "False";
    }
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }
}
