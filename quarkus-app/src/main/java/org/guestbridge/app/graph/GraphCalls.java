package org.guestbridge.app.graph;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Asks Graph for lists, a page a call. The token goes along, so a link that leads off the
 * configured origin is never followed. Answers are untrusted and bounded.
 */
final class GraphCalls {

  /** Most items of a page. */
  static final int MAX_ITEMS = 5_000;

  /** How long to wait where Graph does not say. */
  static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);

  private static final int MAX_LINK_LENGTH = 4_000;

  /**
   * How Graph says that a delta token is too old, besides 410 (learn.microsoft.com, "Use delta
   * query to track changes in Microsoft Graph data").
   */
  private static final Set<String> EXPIRED =
      Set.of("syncStateNotFound", "syncStateInvalid", "resyncRequired", "ResyncRequired");

  private final URI base;
  private final UUID tenant;
  private final BoundedHttp http;
  private final Bearer bearer;

  GraphCalls(URI base, UUID tenant, BoundedHttp http, Bearer bearer) {
    this.base = base;
    this.tenant = tenant;
    this.http = http;
    this.bearer = bearer;
  }

  /** An address below {@code /v1.0/}. */
  URI address(String path) {
    return URI.create(base + "/v1.0/" + path);
  }

  /**
   * A link that was stored, if it still is on the configured origin: the realm may have been moved
   * to another cloud since.
   */
  Optional<URI> stored(String link) {
    URI uri = URI.create(link);
    return isOwn(uri) ? Optional.of(uri) : Optional.empty();
  }

  /**
   * Asks for a page.
   *
   * @throws RefusalException {@code graph_unavailable}, {@code graph_denied}, {@code
   *     graph_response_invalid}; {@code upstream_client_rejected} when the broker's credential is
   *     refused
   */
  GraphPage get(URI address) throws RefusalException {
    HttpAnswer answer = send(address);
    if (answer.status() == 401) {
      // A token may have been revoked before its time; one fresh one is tried.
      bearer.forget(tenant);
      answer = send(address);
    }
    return switch (answer.status()) {
      case 200 -> page(StrictJson.object(json(answer), Code.GRAPH_RESPONSE_INVALID));
      case 401, 403 ->
          throw new RefusalException(Code.GRAPH_DENIED, "the answer has status " + answer.status());
      case 410 -> new GraphPage.Expired();
      case 429, 503, 504 -> new GraphPage.Throttled(answer.retryAfter().orElse(DEFAULT_WAIT));
      default -> failed(answer);
    };
  }

  private GraphPage failed(HttpAnswer answer) throws RefusalException {
    if (answer.status() >= 500) {
      throw new RefusalException(
          Code.GRAPH_UNAVAILABLE, "the answer has status " + answer.status());
    }
    Map<String, Object> members = StrictJson.object(json(answer), Code.GRAPH_RESPONSE_INVALID);
    if (members.get("error") instanceof Map<?, ?> error
        && error.get("code") instanceof String code
        && EXPIRED.contains(code)) {
      return new GraphPage.Expired();
    }
    if (answer.status() == 404) {
      return new GraphPage.Missing();
    }
    throw invalid("the answer has status " + answer.status());
  }

  private HttpAnswer send(URI address) throws RefusalException {
    try {
      return http.getJson(address, "Bearer " + bearer.token(tenant));
    } catch (RefusalException failure) {
      throw GraphGroups.recoded(failure);
    }
  }

  private static byte[] json(HttpAnswer answer) throws RefusalException {
    try {
      return answer.requireJson().body();
    } catch (RefusalException failure) {
      throw GraphGroups.recoded(failure);
    }
  }

  private GraphPage page(Map<String, Object> members) throws RefusalException {
    if (!(members.get("value") instanceof List<?> list) || list.size() > MAX_ITEMS) {
      throw invalid("there is no list, or too long a one");
    }
    List<Map<String, Object>> items = new ArrayList<>();
    for (Object item : list) {
      items.add(GraphValues.object(item).orElseThrow(() -> invalid("an item is no object")));
    }
    return new GraphPage.Shown(
        items, link(members, "@odata.nextLink"), link(members, "@odata.deltaLink"));
  }

  private Optional<URI> link(Map<String, Object> members, String name) throws RefusalException {
    if (!members.containsKey(name)) {
      return Optional.empty();
    }
    if (members.get(name) instanceof String text && text.length() <= MAX_LINK_LENGTH) {
      try {
        URI link = URI.create(text);
        if (isOwn(link)) {
          return Optional.of(link);
        }
      } catch (IllegalArgumentException malformed) {
        throw invalid("a link is not a URI");
      }
    }
    throw invalid("a link leads elsewhere");
  }

  private boolean isOwn(URI link) {
    return BoundedHttp.isAllowed(link)
        && Objects.equals(link.getScheme(), base.getScheme())
        && Objects.equals(link.getHost(), base.getHost())
        && link.getPort() == base.getPort();
  }

  static RefusalException invalid(String what) {
    return new RefusalException(Code.GRAPH_RESPONSE_INVALID, what);
  }
}
