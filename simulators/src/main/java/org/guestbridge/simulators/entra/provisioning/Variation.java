package org.guestbridge.simulators.entra.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** Random letter case of operations and filters, and a random order of members; or none. */
final class Variation {
  private final OptionalLong seed;
  private final Random random;

  Variation(OptionalLong seed) {
    this.seed = seed;
    this.random = new Random(seed.orElse(0));
  }

  /** The word, or the word in another letter case. */
  synchronized String letters(String word) {
    if (seed.isEmpty()) {
      return word;
    }
    return switch (random.nextInt(3)) {
      case 0 -> word.toUpperCase(Locale.ROOT);
      case 1 -> word.toLowerCase(Locale.ROOT);
      default -> word;
    };
  }

  /** The same document with its members in another order. */
  synchronized JsonNode order(JsonNode node) {
    if (seed.isEmpty()) {
      return node;
    }
    if (node instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
      Collections.shuffle(members, random);
      ObjectNode mixed = JsonNodeFactory.instance.objectNode();
      members.forEach(member -> mixed.set(member.getKey(), order(member.getValue())));
      return mixed;
    }
    if (node instanceof ArrayNode list) {
      ArrayNode mixed = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> mixed.add(order(element)));
      return mixed;
    }
    return node;
  }
}
