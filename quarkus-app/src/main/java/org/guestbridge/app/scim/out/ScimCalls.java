package org.guestbridge.app.scim.out;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.realm.ScimDirectory;

/**
 * Asks one directory, at its pace. A success, 404 and 409 are answers; everything else fails with
 * what follows from it. Only JSON is believed, and never a redirect.
 */
final class ScimCalls {

  private static final String MEDIA_TYPE = "application/scim+json";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ScimDirectory directory;
  private final BoundedHttp http;
  private final DirectoryPace pace;
  private final Runnable resumed;

  /**
   * Calls to {@code directory}.
   *
   * @param resumed told when the directory answers again after it refused the key
   */
  ScimCalls(ScimDirectory directory, BoundedHttp http, DirectoryPace pace, Runnable resumed) {
    this.directory = directory;
    this.http = http;
    this.pace = pace;
    this.resumed = resumed;
  }

  /** The directory that is called. */
  ScimDirectory directory() {
    return directory;
  }

  /** One resource. */
  ScimReply get(String path) throws DeliveryFailure {
    awaitTurn();
    try {
      return judge(http.getJson(at(path), authorization()));
    } catch (RefusalException failure) {
      throw unanswered(failure);
    }
  }

  /**
   * Tells the directory.
   *
   * @param turn refuses a write for which the lease may be over
   */
  ScimReply write(String method, String path, Map<String, Object> body, WriteTurn turn)
      throws DeliveryFailure {
    awaitTurn();
    turn.check();
    try {
      return judge(http.sendJson(method, at(path), MEDIA_TYPE, json(body), authorization()));
    } catch (RefusalException failure) {
      throw unanswered(failure);
    }
  }

  /**
   * Changes a resource and returns what it is then. A directory may answer the change with nothing
   * (RFC 7644 section 3.5.2); then it is asked.
   *
   * @param turn refuses a write for which the lease may be over
   */
  ScimReply patch(String path, Map<String, Object> body, WriteTurn turn) throws DeliveryFailure {
    ScimReply reply = write("PATCH", path, body, turn);
    return reply.hasNoContent() ? get(path) : reply;
  }

  /**
   * The resources whose attribute is said to be {@code value}; the caller compares, since an answer
   * proves nothing.
   *
   * @param resources {@code /Users} or {@code /Groups}
   * @param more further parameters of the query, beginning with an ampersand, or nothing
   */
  List<Map<String, Object>> find(String resources, String attribute, String value, String more)
      throws DeliveryFailure {
    String filter = attribute + " eq \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
    ScimReply reply = requireDirectory(get(resources + "?filter=" + encoded + more));
    if (!reply.isSuccess()
        || !(reply.resource().getOrDefault("Resources", List.of()) instanceof List<?> list)) {
      throw DeliveryFailure.retry(Code.DELIVERY_ANSWER_INVALID, "not a list of resources");
    }
    List<Map<String, Object>> found = new ArrayList<>();
    for (Object each : list) {
      found.add(members(each));
    }
    return found;
  }

  /** This reply to a question about a collection, which exists in every directory. */
  static ScimReply requireDirectory(ScimReply reply) throws DeliveryFailure {
    if (reply.isMissing()) {
      throw DeliveryFailure.stop(Code.DELIVERY_ADDRESS_UNKNOWN, reply.text());
    }
    return reply;
  }

  /** The members of a JSON object; none of anything else. */
  @SuppressWarnings("unchecked") // The reader of JSON makes no other maps.
  static Map<String, Object> members(Object json) {
    return json instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private ScimReply judge(HttpAnswer answer) throws DeliveryFailure {
    int status = answer.status();
    if (status == 429) {
      Duration pause = pace.throttled(answer.retryAfter());
      throw DeliveryFailure.retry(Code.DELIVERY_THROTTLED, "status 429", Optional.of(pause));
    }
    if (status == 401 || status == 403) {
      throw DeliveryFailure.stop(
          Code.DELIVERY_KEY_REFUSED, "status " + status + " " + text(answer));
    }
    if (status >= 500 || status == 408) {
      throw DeliveryFailure.retry(
          Code.DELIVERY_UNREACHABLE, "status " + status, answer.retryAfter());
    }
    if (pace.answered()) {
      resumed.run();
    }
    String text = "status " + status + " " + text(answer);
    if (status >= 400 && status != 404 && status != 409) {
      throw isNoTarget(answer)
          ? DeliveryFailure.noTarget(text)
          : DeliveryFailure.setAside(Code.DELIVERY_REFUSED, text);
    }
    if (status == ScimReply.NO_CONTENT) {
      return new ScimReply(status, Map.of(), text);
    }
    try {
      answer.requireJson();
      return new ScimReply(
          status, StrictJson.object(answer.body(), Code.UPSTREAM_RESPONSE_INVALID), text);
    } catch (RefusalException notScim) {
      throw DeliveryFailure.retry(
          Code.DELIVERY_ANSWER_INVALID, "status " + status + ", " + notScim.detail());
    }
  }

  /** Whether a change was refused because its path finds nothing (RFC 7644 section 3.12). */
  private static boolean isNoTarget(HttpAnswer answer) {
    try {
      return answer.status() == 400
          && ScimReply.text(
                  StrictJson.object(answer.body(), Code.UPSTREAM_RESPONSE_INVALID), "scimType")
              .filter("noTarget"::equals)
              .isPresent();
    } catch (RefusalException notScim) {
      return false;
    }
  }

  private static DeliveryFailure unanswered(RefusalException failure) {
    Code code =
        failure.code() == Code.UPSTREAM_RESPONSE_INVALID
            ? Code.DELIVERY_ANSWER_INVALID
            : Code.DELIVERY_UNREACHABLE;
    return DeliveryFailure.retry(code, failure.detail());
  }

  private void awaitTurn() throws DeliveryFailure {
    Duration backlog = pace.backlog();
    if (backlog.compareTo(LONGEST_WAIT) > 0) {
      throw DeliveryFailure.retry(
          Code.DELIVERY_THROTTLED, "the directory asked for a pause", Optional.of(backlog));
    }
    try {
      TimeUnit.NANOSECONDS.sleep(pace.reserve().toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw DeliveryFailure.retry(Code.DELIVERY_UNREACHABLE, "the broker stops");
    }
  }

  private URI at(String path) {
    return URI.create(directory.base() + path);
  }

  private String authorization() {
    return "Bearer " + directory.key().reveal();
  }

  /** The body as an administrator may see it: cut, and without the key, should it be echoed. */
  private String text(HttpAnswer answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    String safe = body.replace(directory.key().reveal(), "[key]");
    return safe.length() <= Outbox.MAX_DETAIL_LENGTH
        ? safe
        : safe.substring(0, Outbox.MAX_DETAIL_LENGTH);
  }

  private static String json(Map<String, Object> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request does not serialise", e);
    }
  }
}
