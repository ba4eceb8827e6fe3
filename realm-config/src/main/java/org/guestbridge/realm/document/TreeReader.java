package org.guestbridge.realm.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * Builds a tree from tokens and notes what a tree cannot show: keys that stand twice, and YAML's
 * anchors, aliases and tags. Those are refused altogether, so that a small file stays small and
 * says the same in JSON.
 */
final class TreeReader {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final Problems problems;

  private TreeReader(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The one value of the document; empty, with a problem, when there is none or another. */
  static Optional<JsonNode> read(JsonParser parser, Problems problems) throws IOException {
    if (parser.nextToken() == null) {
      problems.add(Code.REALM_SYNTAX, Pointer.ROOT, "The document is empty.");
      return Optional.empty();
    }
    JsonNode root = new TreeReader(parser, problems).value(Pointer.ROOT);
    if (parser.nextToken() != null) {
      problems.add(Code.REALM_SYNTAX, Pointer.ROOT, "There is a second document in the file.");
    }
    return Optional.of(root);
  }

  private JsonNode value(Pointer at) throws IOException {
    refuseYamlExtras(at);
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(at);
      case START_ARRAY -> list(at);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      default -> NODES.nullNode();
    };
  }

  private ObjectNode mapping(Pointer at) throws IOException {
    ObjectNode mapping = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Pointer place = at.child(key);
      refuseAliasAsKey(place);
      parser.nextToken();
      JsonNode value = value(place);
      if (mapping.has(key)) {
        problems.add(Code.REALM_DUPLICATE, place, "This key stands twice.");
      } else {
        mapping.set(key, value);
      }
    }
    return mapping;
  }

  private ArrayNode list(Pointer at) throws IOException {
    ArrayNode list = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(at.child(list.size())));
    }
    return list;
  }

  private void refuseYamlExtras(Pointer at) throws IOException {
    if (parser instanceof YAMLParser yaml
        && (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null)) {
      reportYamlExtra(at);
    }
  }

  private void refuseAliasAsKey(Pointer at) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      reportYamlExtra(at);
    }
  }

  private void reportYamlExtra(Pointer at) {
    problems.add(
        Code.REALM_SYNTAX, at, "YAML anchors, aliases and tags are not read; write it out.");
  }
}
