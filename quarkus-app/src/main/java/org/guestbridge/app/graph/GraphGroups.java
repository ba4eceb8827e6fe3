package org.guestbridge.app.graph;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.app.upstream.GroupDirectory;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Asks Graph for the security groups of a person, nested ones included (learn.microsoft.com,
 * "directoryObject: getMemberObjects"). The address is built from the configured base and the
 * verified object id, never taken from a token. A list that is not known to be complete refuses.
 */
public final class GraphGroups implements GroupDirectory {

  /** From the first call to the end; a call that began before may take its own limit more. */
  public static final Duration TIME_LIMIT = Duration.ofSeconds(8);

  /** Most groups of one person. */
  public static final int MAX_GROUPS = 20_000;

  private static final int MAX_PAGES = 100;
  private static final int MAX_ID_LENGTH = 128;
  private static final int MAX_LINK_LENGTH = 4096;
  private static final String SECURITY_GROUPS = "{\"securityEnabledOnly\":true}";

  /** One call, so that it can be made again after a pause. */
  private interface Call {
    HttpAnswer send() throws RefusalException;
  }

  private final URI base;
  private final BoundedHttp http;
  private final Bearer bearer;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * A directory.
   *
   * @param base the Graph of the cloud, without a slash at the end
   * @param http room for answers of {@link #MAX_GROUPS} ids
   */
  public GraphGroups(URI base, BoundedHttp http, Bearer bearer, InstantSource clock, Pause pause) {
    this.base = base;
    this.http = http;
    this.bearer = bearer;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * All groups of {@code person}.
   *
   * @throws RefusalException {@code graph_unavailable}, {@code graph_denied}, {@code
   *     graph_response_invalid}; {@code upstream_client_rejected} when Entra refuses the broker's
   *     credential
   */
  @Override
  public Set<String> groupsOf(UpstreamSubject.Entra person) throws RefusalException {
    Instant deadline = clock.instant().plus(TIME_LIMIT);
    Set<String> groups = new HashSet<>();
    URI first = URI.create(base + "/v1.0/users/" + person.objectId() + "/getMemberObjects");
    String authorization = "Bearer " + token(person);
    Map<String, Object> page =
        ask(person, deadline, () -> http.postJson(first, SECURITY_GROUPS, authorization));
    Optional<URI> next = collect(page, groups);
    for (int pages = 1; next.isPresent(); pages++) {
      if (pages == MAX_PAGES) {
        throw invalid("there are too many pages");
      }
      URI link = next.get();
      next = collect(ask(person, deadline, () -> http.getJson(link, authorization)), groups);
    }
    return groups;
  }

  private String token(UpstreamSubject.Entra person) throws RefusalException {
    try {
      return bearer.token(person.tenantId());
    } catch (RefusalException failure) {
      throw recoded(failure);
    }
  }

  private Map<String, Object> ask(UpstreamSubject.Entra person, Instant deadline, Call call)
      throws RefusalException {
    HttpAnswer answer = send(call, deadline);
    while (answer.status() == 429 || answer.status() == 503) {
      waitAsTold(answer, deadline);
      answer = send(call, deadline);
    }
    if (answer.status() == 401) {
      bearer.forget(person.tenantId());
    }
    if (answer.status() == 401 || answer.status() == 403) {
      throw new RefusalException(Code.GRAPH_DENIED, "the answer has status " + answer.status());
    }
    try {
      answer.requireJson();
    } catch (RefusalException failure) {
      throw recoded(failure);
    }
    if (answer.status() != 200) {
      throw invalid("the answer has status " + answer.status());
    }
    return StrictJson.object(answer.body(), Code.GRAPH_RESPONSE_INVALID);
  }

  private HttpAnswer send(Call call, Instant deadline) throws RefusalException {
    if (!clock.instant().isBefore(deadline)) {
      throw unavailable("the time for asking is over");
    }
    try {
      return call.send();
    } catch (RefusalException failure) {
      throw recoded(failure);
    }
  }

  private void waitAsTold(HttpAnswer answer, Instant deadline) throws RefusalException {
    Duration wait =
        answer
            .retryAfter()
            .filter(time -> clock.instant().plus(time).isBefore(deadline))
            .orElseThrow(() -> unavailable("the answer has status " + answer.status()));
    try {
      pause.pause(wait.isZero() ? Duration.ofSeconds(1) : wait);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unavailable("waiting was interrupted");
    }
  }

  private Optional<URI> collect(Map<String, Object> page, Set<String> groups)
      throws RefusalException {
    if (!(page.get("value") instanceof List<?> ids)) {
      throw invalid("there is no list of ids");
    }
    for (Object id : ids) {
      if (!(id instanceof String text) || text.isBlank() || text.length() > MAX_ID_LENGTH) {
        throw invalid("an id is not a short text");
      }
      groups.add(text);
    }
    if (groups.size() > MAX_GROUPS) {
      throw invalid("there are more than 20,000 groups");
    }
    return page.containsKey("@odata.nextLink")
        ? Optional.of(link(page.get("@odata.nextLink")))
        : Optional.empty();
  }

  /** The token goes along, so a link leads nowhere but to the same origin. */
  private URI link(Object value) throws RefusalException {
    if (value instanceof String text && text.length() <= MAX_LINK_LENGTH) {
      try {
        URI link = URI.create(text);
        if (BoundedHttp.isAllowed(link) && isSameOrigin(link)) {
          return link;
        }
      } catch (IllegalArgumentException malformed) {
        throw invalid("the next link is not a URI");
      }
    }
    throw invalid("the next link leads elsewhere");
  }

  private boolean isSameOrigin(URI link) {
    return Objects.equals(link.getScheme(), base.getScheme())
        && Objects.equals(link.getHost(), base.getHost())
        && link.getPort() == base.getPort();
  }

  /** The codes of a transport say "upstream"; what failed here is Graph or the way to it. */
  static RefusalException recoded(RefusalException failure) {
    return switch (failure.code()) {
      case UPSTREAM_UNREACHABLE, UPSTREAM_SLOW -> unavailable("there is no answer in time");
      case UPSTREAM_CLIENT_REJECTED -> failure;
      case UPSTREAM_DENIED -> new RefusalException(Code.GRAPH_DENIED, "no token is given");
      default -> invalid("an answer is not valid");
    };
  }

  private static RefusalException unavailable(String what) {
    return new RefusalException(Code.GRAPH_UNAVAILABLE, what);
  }

  private static RefusalException invalid(String what) {
    return new RefusalException(Code.GRAPH_RESPONSE_INVALID, what);
  }
}
