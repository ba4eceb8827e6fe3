package org.guestbridge.app.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of {@code src/test/resources/attacks}. A case that lists {@code values} stands for one
 * case for each of them, one that lists {@code inputs} for one for each input, and one with {@code
 * each} for every combination of what it lists.
 */
final class AttackCatalogue {

  private static final Path DIRECTORY = Path.of("src/test/resources/attacks");

  private final ObjectMapper yaml = new YAMLMapper();

  List<AttackRow> rows() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> rows(file).stream())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<AttackRow> rows(Path file) {
    try {
      List<AttackRow> rows = new ArrayList<>();
      yaml.readTree(file.toFile()).forEach(node -> rows.add(row(node)));
      return rows;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private AttackRow row(JsonNode node) {
    String id = node.required("id").asText();
    List<AttackCase> cases = new ArrayList<>();
    node.path("cases").forEach(each -> expand(id, each, cases));
    return new AttackRow(
        id,
        node.required("name").asText(),
        node.required("source").asText(),
        Optional.ofNullable(node.get("waitsFor")).map(JsonNode::asText),
        Optional.ofNullable(node.get("provedBy")).map(JsonNode::asText),
        List.copyOf(cases));
  }

  private void expand(String row, JsonNode node, List<AttackCase> cases) {
    List<String> inputs = new ArrayList<>();
    if (node.has("inputs")) {
      node.get("inputs").forEach(input -> inputs.add(input.asText()));
    } else {
      inputs.add(node.required("input").asText());
    }
    for (String input : inputs) {
      for (Map<String, Object> told : tellings(node)) {
        Object expect = told.remove("expect");
        cases.add(
            new AttackCase(
                row,
                cases.size() + 1,
                input,
                node.required("edit").asText(),
                Map.copyOf(told),
                expect == null ? node.required("expect").asText() : expect.toString()));
      }
    }
  }

  private List<Map<String, Object>> tellings(JsonNode node) {
    List<Map<String, Object>> all = List.of(fields(node.path("with")));
    for (Map.Entry<String, JsonNode> each : node.path("each").properties()) {
      all = crossed(all, each.getKey(), each.getValue());
    }
    return node.has("values") ? crossed(all, "value", node.get("values")) : all;
  }

  /** A value that is an object brings several parameters, and may bring its own code. */
  private List<Map<String, Object>> crossed(
      List<Map<String, Object>> before, String name, JsonNode values) {
    List<Map<String, Object>> after = new ArrayList<>();
    for (Map<String, Object> with : before) {
      for (JsonNode value : values) {
        Map<String, Object> told = new LinkedHashMap<>(with);
        if (value.isObject()) {
          told.putAll(fields(value));
        } else {
          told.put(name, plain(value));
        }
        after.add(told);
      }
    }
    return after;
  }

  private Map<String, Object> fields(JsonNode object) {
    Map<String, Object> fields = new LinkedHashMap<>();
    object.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
    return fields;
  }

  private Object plain(JsonNode value) {
    return value.isTextual() ? value.asText() : yaml.convertValue(value, Object.class);
  }
}
