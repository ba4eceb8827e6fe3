package org.guestbridge.simulators.atlassian.scim;

import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.invalidSyntax;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.guestbridge.simulators.http.Request;

/** Reads and writes the JSON of requests and resources. */
final class ScimJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ScimJson() {}

  /** The body, which has to be a JSON object in one of two media types and to name a schema. */
  static ObjectNode body(Request request, String schema) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    String bare = type.contains(";") ? type.substring(0, type.indexOf(';')).trim() : type.trim();
    if (!bare.equals("application/json") && !bare.equals(ScimRefusal.MEDIA_TYPE)) {
      throw ScimRefusal.of(415, "the media type has to be application/scim+json");
    }
    ObjectNode body = object(request.body());
    for (JsonNode named : body.path("schemas")) {
      if (named.asText().equalsIgnoreCase(schema)) {
        return body;
      }
    }
    throw invalidSyntax("schemas has to name " + schema);
  }

  static ObjectNode object(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException malformed) {
      throw invalidSyntax("the body is not JSON");
    }
    throw invalidSyntax("the body has to be a JSON object");
  }

  /** A JSON string literal, or {@code true} or {@code false}, as text. */
  static String unquote(String literal) {
    try {
      return JSON.readTree(literal).asText();
    } catch (JsonProcessingException malformed) {
      throw invalidSyntax("not a JSON string: " + literal);
    }
  }

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }
}
