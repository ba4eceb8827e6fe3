package org.guestbridge.app.graph;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads values of Graph's JSON, untrusted: what is not as expected is absent. */
final class GraphValues {

  private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private GraphValues() {}

  @SuppressWarnings("unchecked") // members of a JSON object have texts as names
  static Optional<Map<String, Object>> object(Object value) {
    return value instanceof Map<?, ?> members
        ? Optional.of((Map<String, Object>) members)
        : Optional.empty();
  }

  /** A text that is not blank and that a database keeps. */
  static Optional<String> text(Map<String, ?> members, String name) {
    return members.get(name) instanceof String text && !text.isBlank() && text.indexOf('\0') < 0
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The texts of a list. */
  static List<String> texts(Map<String, ?> members, String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The objects of a list. */
  static List<Map<String, Object>> objects(Map<String, ?> members, String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().flatMap(each -> object(each).stream()).toList()
        : List.of();
  }

  /** An object id. */
  static Optional<UUID> id(Map<String, ?> members, String name) {
    return text(members, name)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(text -> GUID.matcher(text).matches())
        .map(UUID::fromString);
  }
}
