package org.guestbridge.realm.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.guestbridge.core.problem.Code;

/** A mapping that is read key by key; {@link #finish} notes the keys that nobody asked for. */
public final class Section {

  private final ObjectNode mapping;
  private final Node node;
  private final Reading reading;
  private final Set<String> known = new HashSet<>();
  private final int problemsBefore;

  Section(ObjectNode mapping, Node node, Reading reading) {
    this.mapping = mapping;
    this.node = node;
    this.reading = reading;
    this.problemsBefore = reading.problems().count();
  }

  /** The mapping as a value, for problems about all of it. */
  public Node node() {
    return node;
  }

  /** Whether the key is there; asks for nothing. */
  public boolean has(String key) {
    return mapping.has(key);
  }

  /** Whether there is no key at all. */
  public boolean isEmpty() {
    return mapping.isEmpty();
  }

  /** The value of a key that may be left out. */
  public Optional<Node> optional(String key) {
    known.add(key);
    JsonNode value = mapping.get(key);
    return value == null ? Optional.empty() : Optional.of(child(key, value));
  }

  /** The value of a key that must be there. */
  public Optional<Node> required(String key) {
    Optional<Node> value = optional(key);
    if (value.isEmpty()) {
      reading
          .problems()
          .add(
              Code.REALM_MISSING_KEY, node.pointer().child(key), "The key " + key + " is missing.");
    }
    return value;
  }

  /** All members, for a mapping whose keys are names that the administrator chose. */
  public Map<String, Node> members() {
    Map<String, Node> members = new LinkedHashMap<>();
    mapping.properties().forEach(e -> members.put(e.getKey(), child(e.getKey(), e.getValue())));
    known.addAll(members.keySet());
    return members;
  }

  /**
   * Notes unknown and retired keys, then builds the result if no problem was noted since this
   * section was opened: every required part is there then.
   */
  public <T> Optional<T> finish(Supplier<T> result) {
    for (Map.Entry<String, JsonNode> member : mapping.properties()) {
      if (!known.contains(member.getKey())) {
        reportUnknown(child(member.getKey(), member.getValue()));
      }
    }
    return reading.problems().count() == problemsBefore
        ? Optional.of(result.get())
        : Optional.empty();
  }

  private void reportUnknown(Node member) {
    Optional<String> hint = reading.retired().hint(member.pointer());
    hint.ifPresentOrElse(
        replaced -> member.report(Code.REALM_RETIRED_KEY, replaced),
        () -> member.report(Code.REALM_UNKNOWN_KEY, "The key is not known here."));
  }

  private Node child(String key, JsonNode value) {
    return new Node(value, node.pointer().child(key), reading);
  }
}
