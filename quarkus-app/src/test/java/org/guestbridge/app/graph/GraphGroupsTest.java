package org.guestbridge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphGroupsTest {

  private static final UpstreamSubject.Entra PERSON =
      new UpstreamSubject.Entra(
          UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81"),
          UUID.fromString("1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d"));

  private final LoopbackServer server = LoopbackServer.bind(0, "graph");
  private final Deque<Response> script = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger forgotten = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private GraphGroups groups;

  @BeforeEach
  void start() {
    server.serve(
        request -> {
          requests.add(request);
          return script.size() > 1 ? script.remove() : script.element();
        });
    groups = groups(server.base());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void groupsOfThenOwnAddressBearerAndSecurityGroups() throws Exception {
    script.add(page(List.of("a", "b")));

    assertThat(groups.groupsOf(PERSON)).containsExactlyInAnyOrder("a", "b");
    Request asked = requests.get(0);
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.path()).isEqualTo("/v1.0/users/" + PERSON.objectId() + "/getMemberObjects");
    assertThat(asked.header("Authorization")).contains("Bearer token-of-" + PERSON.tenantId());
    assertThat(asked.body()).isEqualTo("{\"securityEnabledOnly\":true}");
  }

  @Test
  void groupsOfWhenPagedThenAllPagesOfTheSameOrigin() throws Exception {
    script.add(
        Response.json(
            200,
            Map.of("value", List.of("a"), "@odata.nextLink", server.base() + "/v1.0/next?x=1")));
    script.add(page(List.of("b")));

    assertThat(groups.groupsOf(PERSON)).isEqualTo(Set.of("a", "b"));
    assertThat(requests.get(1).method()).isEqualTo("GET");
    assertThat(requests.get(1).path()).isEqualTo("/v1.0/next");
  }

  @Test
  void groupsOfWhenNextLinkLeadsElsewhereThenInvalidAndNotCalled() {
    for (Object link :
        new Object[] {"https://attacker.example/x", "http://localhost:1/x", "not a uri", 7, ""}) {
      script.clear();
      requests.clear();
      script.add(Response.json(200, Map.of("value", List.of("a"), "@odata.nextLink", link)));

      assertThat(refusal()).isEqualTo(Code.GRAPH_RESPONSE_INVALID);
      assertThat(requests).hasSize(1);
    }
  }

  @Test
  void groupsOfWhenLinksNeverEndThenInvalid() {
    script.add(
        Response.json(
            200, Map.of("value", List.of("a"), "@odata.nextLink", server.base() + "/v1.0/next")));

    assertThat(refusal()).isEqualTo(Code.GRAPH_RESPONSE_INVALID);
    assertThat(requests).hasSize(100);
  }

  @Test
  void groupsOfWhenExactlyTheLimitThenAllAndOneMoreRefuses() throws Exception {
    script.add(page(ids(GraphGroups.MAX_GROUPS)));
    assertThat(groups.groupsOf(PERSON)).hasSize(GraphGroups.MAX_GROUPS);

    script.clear();
    script.add(page(ids(GraphGroups.MAX_GROUPS + 1)));
    assertThat(refusal()).isEqualTo(Code.GRAPH_RESPONSE_INVALID);
  }

  @Test
  void groupsOfWhenThrottledThenWaitsAsToldAndAsksAgain() throws Exception {
    script.add(Response.text(429, "slow").withHeader("Retry-After", "3"));
    script.add(page(List.of("a")));

    assertThat(groups.groupsOf(PERSON)).containsExactly("a");
    assertThat(pauses).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void groupsOfWhenThrottledBeyondTheLoginsTimeThenUnavailableAtOnce() {
    script.add(Response.text(429, "slow").withHeader("Retry-After", "8"));
    assertThat(refusal()).isEqualTo(Code.GRAPH_UNAVAILABLE);
    assertThat(pauses).isEmpty();

    script.clear();
    script.add(Response.text(429, "slow").withHeader("Retry-After", "5"));
    assertThat(refusal()).isEqualTo(Code.GRAPH_UNAVAILABLE);
    assertThat(pauses).containsExactly(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "401, GRAPH_DENIED",
    "403, GRAPH_DENIED",
    "404, GRAPH_RESPONSE_INVALID",
    "302, GRAPH_RESPONSE_INVALID",
    "429, GRAPH_UNAVAILABLE",
    "500, GRAPH_UNAVAILABLE",
    "503, GRAPH_UNAVAILABLE",
    "-1, GRAPH_UNAVAILABLE"
  })
  void groupsOfWhenStatusThenItsCode(int status, Code expected) {
    script.add(
        status == Response.DROP ? Response.dropped() : Response.json(status, Map.of("error", "x")));

    assertThat(refusal()).isEqualTo(expected);
    assertThat(forgotten).hasValue(status == 401 ? 1 : 0);
  }

  @Test
  void groupsOfWhenAnswerIsNotAListOfIdsThenInvalid() {
    for (String body :
        List.of("[]", "{}", "{\"value\":7}", "{\"value\":[7]}", "{\"value\":[\" \"]}", "{")) {
      script.clear();
      script.add(Response.jsonText(200, body));
      assertThat(refusal()).as(body).isEqualTo(Code.GRAPH_RESPONSE_INVALID);
    }
    script.clear();
    script.add(Response.html(200, "<p>"));
    assertThat(refusal()).isEqualTo(Code.GRAPH_RESPONSE_INVALID);
  }

  @Test
  void groupsOfWhenNobodyListensThenUnavailable() {
    URI dead = server.base();
    server.close();
    groups = groups(dead);

    assertThat(refusal()).isEqualTo(Code.GRAPH_UNAVAILABLE);
  }

  private Code refusal() {
    return catchThrowableOfType(RefusalException.class, () -> groups.groupsOf(PERSON)).code();
  }

  private GraphGroups groups(URI base) {
    HttpLimits limits =
        new HttpLimits(HttpLimits.MAX_CONNECT, HttpLimits.MAX_CALL, HttpLimits.MAX_BODY_BYTES);
    Bearer bearer =
        new Bearer() {
          @Override
          public String token(UUID tenant) {
            return "token-of-" + tenant;
          }

          @Override
          public void forget(UUID tenant) {
            forgotten.incrementAndGet();
          }
        };
    return new GraphGroups(
        base,
        BoundedHttp.create(limits),
        bearer,
        () -> now,
        duration -> {
          pauses.add(duration);
          now = now.plus(duration);
        });
  }

  private static Response page(List<String> ids) {
    return Response.json(200, Map.of("value", ids));
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> new UUID(0, i).toString()).toList();
  }
}
