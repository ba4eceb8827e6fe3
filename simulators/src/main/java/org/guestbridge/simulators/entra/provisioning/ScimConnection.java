package org.guestbridge.simulators.entra.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.simulators.entra.provisioning.ScimFailure.Kind;
import org.jspecify.annotations.Nullable;

/** Requests to the target and what their answers mean. Waits on 429, repeats nothing else. */
final class ScimConnection {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
  private static final Set<Character> SPECIAL = Set.of('#', '%', '&', '?', '"', '\\', '\'');

  private final ProvisioningSettings settings;
  private final Bearer bearer;
  private final Variation variation;
  private final HttpClient http;

  /** Where this cycle counts. */
  private volatile Counts counts = new Counts();

  ScimConnection(ProvisioningSettings settings, Bearer bearer, Variation variation) {
    this.settings = settings;
    this.bearer = bearer;
    this.variation = variation;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timing().timeout())
            .build();
  }

  record Answer(int status, JsonNode body) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  void countIn(Counts value) {
    counts = value;
  }

  /**
   * All resources with this value. The answer has to be a ListResponse, and of what was asked for.
   */
  List<JsonNode> find(String resources, String attribute, String value, String more)
      throws ScimFailure {
    if (settings.refuseSpecialCharacters()
        && value.chars().anyMatch(letter -> SPECIAL.contains((char) letter))) {
      throw new ScimFailure(
          Kind.REJECTED, "a filter can't carry the special characters of " + attribute);
    }
    List<JsonNode> found = query(resources, condition(attribute, value), more);
    for (JsonNode each : found) {
      String read = TargetPath.of(attribute).read(each);
      if (read == null || !read.equalsIgnoreCase(value)) {
        throw new ScimFailure(Kind.NOT_COMPLIANT, "the filter was not honoured: " + attribute);
      }
    }
    return found;
  }

  /** Whether the user with this id refers to another one by this attribute. */
  boolean refers(String id, String attribute, String other) throws ScimFailure {
    String filter =
        condition("id", id) + " " + variation.letters("and") + " " + condition(attribute, other);
    List<JsonNode> found = query("Users", filter, "attributes=id&");
    if (found.stream().anyMatch(each -> !each.path("id").asText("").equals(id))) {
      throw new ScimFailure(Kind.NOT_COMPLIANT, "the filter was not honoured: id");
    }
    return !found.isEmpty();
  }

  private String condition(String attribute, String value) {
    String quoted = settings.unquotedFilter() ? value : "\"" + value + "\"";
    return variation.letters(attribute) + " " + variation.letters("eq") + " " + quoted;
  }

  private List<JsonNode> query(String resources, String filter, String more) throws ScimFailure {
    Answer answer =
        send(
            "GET",
            "/"
                + resources
                + "?"
                + more
                + "filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8),
            null);
    if (answer.status() != 200) {
      throw answer.status() == 404
          ? new ScimFailure(Kind.NOT_COMPLIANT, "a query without result is answered with 404")
          : refused(answer);
    }
    return list(answer.body());
  }

  private static List<JsonNode> list(JsonNode body) throws ScimFailure {
    boolean named = false;
    for (JsonNode schema : body.path("schemas")) {
      named |= schema.asText().equals(LIST);
    }
    JsonNode total = body.path("totalResults");
    JsonNode resources = body.path("Resources");
    boolean paged = body.path("startIndex").isInt() && body.path("itemsPerPage").isInt();
    boolean empty = total.asInt(-1) == 0 && resources.isMissingNode();
    if (!named || !total.isInt() || (!empty && (!resources.isArray() || !paged))) {
      throw new ScimFailure(Kind.NOT_COMPLIANT, "a query is not answered with a ListResponse");
    }
    List<JsonNode> found = new ArrayList<>();
    resources.forEach(found::add);
    return found;
  }

  /** The resource with this id; empty when it is gone. */
  Optional<JsonNode> read(String resources, String id, String more) throws ScimFailure {
    Answer answer = send("GET", "/" + resources + "/" + id + more, null);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    if (answer.status() != 200) {
      throw refused(answer);
    }
    if (!answer.body().path("id").asText("").equals(id)) {
      throw new ScimFailure(Kind.NOT_COMPLIANT, "a resource answers with another id");
    }
    return Optional.of(answer.body());
  }

  /** Creates a resource, which has to come back with its id. */
  JsonNode create(String resources, ObjectNode body) throws ScimFailure {
    Answer answer = send("POST", "/" + resources, body);
    if (answer.status() != 201) {
      throw answer.isSuccess()
          ? new ScimFailure(Kind.NOT_COMPLIANT, "a creation is answered with " + answer.status())
          : refused(answer);
    }
    if (answer.body().path("id").asText("").isEmpty()) {
      throw new ScimFailure(Kind.NOT_COMPLIANT, "a created resource has no id");
    }
    return answer.body();
  }

  /** Changes a resource; the answer may be empty. */
  JsonNode patch(String resources, String id, ObjectNode body) throws ScimFailure {
    Answer answer = send("PATCH", "/" + resources + "/" + id, body);
    if (answer.status() == 404) {
      throw new ScimFailure(Kind.GONE, "the resource is gone");
    }
    if (!answer.isSuccess()) {
      throw refused(answer);
    }
    return answer.body();
  }

  void delete(String resources, String id) throws ScimFailure {
    Answer answer = send("DELETE", "/" + resources + "/" + id, null);
    if (answer.status() != 404 && !answer.isSuccess()) {
      throw refused(answer);
    }
  }

  private ScimFailure refused(Answer answer) {
    int status = answer.status();
    String detail = status + " " + answer.body().path("detail").asText("");
    if (status == 401 || status == 403) {
      return new ScimFailure(Kind.CREDENTIALS, detail);
    }
    if (status == 429 || status >= 500) {
      return new ScimFailure(Kind.UNREACHABLE, detail);
    }
    if (status == 409) {
      counts.add(Action.CONFLICT);
    }
    return new ScimFailure(Kind.REJECTED, detail);
  }

  private Answer send(String method, String path, @Nullable ObjectNode body) throws ScimFailure {
    for (int attempt = 0; ; attempt++) {
      HttpResponse<String> response = exchange(method, path, body);
      if (response.statusCode() != 429) {
        if (response.statusCode() >= 500) {
          counts.add(Action.UNREACHABLE);
        }
        return new Answer(response.statusCode(), json(response));
      }
      counts.add(Action.THROTTLED);
      if (attempt >= settings.timing().transportRetries()) {
        throw new ScimFailure(Kind.UNREACHABLE, "429 for too long");
      }
      pause(retryAfter(response));
    }
  }

  private HttpResponse<String> exchange(String method, String path, @Nullable ObjectNode body)
      throws ScimFailure {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.base() + path))
            .timeout(settings.timing().timeout())
            .header("Authorization", "Bearer " + bearer.token())
            .header("Accept", "application/scim+json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(variation.order(body).toString()));
    if (body != null) {
      request.header("Content-Type", "application/scim+json; charset=utf-8");
    }
    counts.add(Action.REQUEST);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException unreachable) {
      counts.add(Action.UNREACHABLE);
      throw new ScimFailure(Kind.UNREACHABLE, unreachable.getClass().getSimpleName());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ScimFailure(Kind.UNREACHABLE, "stopped");
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws ScimFailure {
    if (response.body().isBlank()) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode body = JSON.readTree(response.body());
      return body == null ? JSON.createObjectNode() : body;
    } catch (JsonProcessingException malformed) {
      if (response.statusCode() >= 300) {
        return JSON.createObjectNode();
      }
      throw new ScimFailure(Kind.NOT_COMPLIANT, "an answer is not JSON");
    }
  }

  private Duration retryAfter(HttpResponse<String> response) {
    Duration longest = settings.timing().longestWait();
    try {
      Duration asked =
          Duration.ofSeconds(
              response.headers().firstValue("Retry-After").map(Long::parseLong).orElse(1L));
      return asked.compareTo(longest) < 0 ? asked : longest;
    } catch (NumberFormatException date) {
      return longest;
    }
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
