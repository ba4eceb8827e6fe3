package org.guestbridge.realm.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;

/**
 * One value and its place. Each reader returns the value, or empty after noting why not, so that
 * reading goes on and finds the next problem too.
 */
public final class Node {

  private static final int MAX_TEXT = 4_096;

  private final JsonNode json;
  private final Pointer pointer;
  private final Reading reading;

  Node(JsonNode json, Pointer pointer, Reading reading) {
    this.json = json;
    this.pointer = pointer;
    this.reading = reading;
  }

  /** Where the value stands. */
  public Pointer pointer() {
    return pointer;
  }

  /** Notes a problem here. */
  public void report(Code code, String detail) {
    reading.problems().add(code, pointer, detail);
  }

  /** Notes a problem here and is empty. */
  public <T> Optional<T> refuse(Code code, String detail) {
    report(code, detail);
    return Optional.empty();
  }

  /** Whether the value is a text. */
  public boolean isText() {
    return json.isTextual();
  }

  /** Whether the value is a list. */
  public boolean isList() {
    return json.isArray();
  }

  /** Whether the value is a mapping. */
  public boolean isMapping() {
    return json.isObject();
  }

  /** Whether the value is a mapping in which {@code key} is the text {@code value}. */
  public boolean holds(String key, String value) {
    return json.path(key).isTextual() && json.path(key).textValue().equals(value);
  }

  /** A text that is not blank, of at most 4,096 characters. */
  public Optional<String> text() {
    return text(MAX_TEXT);
  }

  /** A text that is not blank, of at most {@code most} characters. */
  public Optional<String> text(int most) {
    if (!json.isTextual()) {
      return wrongType("a text");
    }
    if (json.textValue().isBlank() || json.textValue().length() > most) {
      return refuse(
          Code.REALM_VALUE_INVALID,
          String.format(Locale.ROOT, "A text has 1 to %,d characters here.", most));
    }
    return Optional.of(json.textValue());
  }

  /** A text that {@code parser} accepts. */
  public <T> Optional<T> text(Function<String, Optional<T>> parser, Code code, String expected) {
    return text().flatMap(text -> parser.apply(text).or(() -> refuse(code, expected)));
  }

  /** One of the names in {@code choices}. */
  public <T> Optional<T> oneOf(Map<String, T> choices) {
    String expected = "Write one of: " + String.join(", ", choices.keySet()) + ".";
    return text(name -> Optional.ofNullable(choices.get(name)), Code.REALM_VALUE_INVALID, expected);
  }

  /** Notes a problem unless this is the one text that is known here. */
  public void mustBe(String only) {
    text()
        .filter(text -> !text.equals(only))
        .ifPresent(other -> report(Code.REALM_VALUE_INVALID, "Write " + only + "."));
  }

  /** True or false. */
  public Optional<Boolean> flag() {
    return json.isBoolean() ? Optional.of(json.booleanValue()) : wrongType("true or false");
  }

  /** A whole number from {@code least} to {@code most}. */
  public Optional<Integer> integer(int least, int most) {
    if (!json.isIntegralNumber()) {
      return wrongType("a whole number");
    }
    boolean fits = json.canConvertToInt() && json.intValue() >= least && json.intValue() <= most;
    return fits
        ? Optional.of(json.intValue())
        : refuse(Code.REALM_VALUE_INVALID, "Give a number from " + least + " to " + most + ".");
  }

  /** A mapping. */
  public Optional<Section> section() {
    return json instanceof ObjectNode mapping
        ? Optional.of(new Section(mapping, this, reading))
        : wrongType("a mapping");
  }

  /** The items of a list. */
  public Optional<List<Node>> items() {
    if (!json.isArray()) {
      return wrongType("a list");
    }
    List<Node> items = new ArrayList<>(json.size());
    for (int i = 0; i < json.size(); i++) {
      items.add(new Node(json.get(i), pointer.child(i), reading));
    }
    return Optional.of(items);
  }

  /** The items of a list, each read by {@code reader}; items that it refuses are left out. */
  public <T> Optional<List<T>> items(Function<Node, Optional<T>> reader) {
    return items()
        .map(items -> items.stream().flatMap(item -> reader.apply(item).stream()).toList());
  }

  /** The value as it stands, unread. */
  public JsonNode tree() {
    return json;
  }

  private <T> Optional<T> wrongType(String expected) {
    return refuse(
        Code.REALM_WRONG_TYPE,
        "Expected " + expected + ", found " + found(json.getNodeType()) + ".");
  }

  private static String found(JsonNodeType type) {
    return switch (type) {
      case OBJECT -> "a mapping";
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "nothing";
    };
  }
}
