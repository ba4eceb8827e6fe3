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
 * case for each of them; one that lists {@code inputs} for one for each input.
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
    Map<String, Object> with = new LinkedHashMap<>();
    node.path("with")
        .fields()
        .forEachRemaining(field -> with.put(field.getKey(), plain(field.getValue())));
    List<Object> values = new ArrayList<>();
    node.path("values").forEach(value -> values.add(plain(value)));
    for (String input : inputs) {
      if (values.isEmpty()) {
        cases.add(attack(row, cases.size(), input, node, with));
      }
      for (Object value : values) {
        Map<String, Object> told = new LinkedHashMap<>(with);
        told.put("value", value);
        cases.add(attack(row, cases.size(), input, node, told));
      }
    }
  }

  private static AttackCase attack(
      String row, int before, String input, JsonNode node, Map<String, Object> with) {
    return new AttackCase(
        row,
        before + 1,
        input,
        node.required("edit").asText(),
        Map.copyOf(with),
        node.required("expect").asText());
  }

  private Object plain(JsonNode value) {
    return value.isTextual() ? value.asText() : yaml.convertValue(value, Object.class);
  }
}
