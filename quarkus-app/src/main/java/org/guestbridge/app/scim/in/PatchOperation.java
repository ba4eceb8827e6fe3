package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guestbridge.core.problem.Code;

/**
 * One change of one attribute (RFC 7644 section 3.5.2), in either of Entra's dialects: operations
 * in any case, and values without a path, whose names may be paths (learn.microsoft.com, "Known
 * issues with SCIM 2.0 protocol compliance").
 *
 * @param kind what to do
 * @param path where
 * @param value with what; missing when there is none
 */
record PatchOperation(Kind kind, AttributePath path, JsonNode value) {

  /** Most operations of one request, members of path-less values included. */
  static final int MAX_OPERATIONS = 2_000;

  /** What to do. */
  enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

  /** The operations of a request body, untrusted, in their order. */
  static List<PatchOperation> of(JsonNode body) {
    JsonNode operations = ScimJson.get(body, "Operations");
    if (!operations.isArray() || operations.isEmpty()) {
      throw new ScimRefusal(Code.SCIM_SYNTAX, "There are no Operations.");
    }
    List<PatchOperation> read = new ArrayList<>();
    for (JsonNode operation : operations) {
      read(operation, read);
      if (read.size() > MAX_OPERATIONS) {
        throw new ScimRefusal(Code.SCIM_TOO_MANY, "There are more than 2,000 operations.");
      }
    }
    return read;
  }

  private static void read(JsonNode operation, List<PatchOperation> read) {
    Kind kind =
        switch (ScimJson.text(operation, "op").orElse("").toLowerCase(Locale.ROOT)) {
          case "add" -> Kind.ADD;
          case "replace" -> Kind.REPLACE;
          case "remove" -> Kind.REMOVE;
          default -> throw new ScimRefusal(Code.SCIM_SYNTAX, "An op is none of RFC 7644.");
        };
    JsonNode path = ScimJson.get(operation, "path");
    JsonNode value = ScimJson.get(operation, "value");
    if (path.isTextual()) {
      if (kind != Kind.REMOVE && value.isMissingNode()) {
        throw new ScimRefusal(Code.SCIM_VALUE, "An operation lacks its value.");
      }
      read.add(new PatchOperation(kind, AttributePath.parse(path.textValue()), value));
    } else if (path.isMissingNode() && kind != Kind.REMOVE && value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        read.add(new PatchOperation(kind, AttributePath.parse(member.getKey()), member.getValue()));
      }
    } else {
      throw new ScimRefusal(Code.SCIM_PATH, "An operation without path has an object as value.");
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[" + kind + "]";
  }
}
