package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the service provider can do (RFC 7644 section 4); the same for every channel. */
final class Discovery {

  private final ObjectNode documents;

  Discovery() {
    try (InputStream in = Discovery.class.getResourceAsStream("discovery.json")) {
      documents =
          ScimJson.stored(
              new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The one document, all of a list, or the one of a list that has the id. */
  ScimAnswer read(ScimRequest request) {
    JsonNode document = documents.path(request.resource());
    if (document instanceof ObjectNode object) {
      if (request.id().isPresent()) {
        throw Resources.notFound();
      }
      return ScimAnswer.ok(object.deepCopy());
    }
    List<ObjectNode> all = new ArrayList<>();
    document.forEach(each -> all.add(each.deepCopy()));
    return request
        .id()
        .map(
            id ->
                ScimAnswer.ok(
                    all.stream()
                        .filter(each -> each.path("id").asText().equalsIgnoreCase(id))
                        .findFirst()
                        .orElseThrow(Resources::notFound)))
        .orElseGet(() -> ScimAnswer.ok(request.query().page(all.size(), all)));
  }
}
