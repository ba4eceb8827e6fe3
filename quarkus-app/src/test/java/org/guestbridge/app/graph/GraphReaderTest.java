package org.guestbridge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.WithdrawalLimit;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not there: a person may be gone, a list may not. */
class GraphReaderTest {

  private static final UUID TENANT = new UUID(5, 5);
  private static final UUID GROUP = new UUID(5, 6);
  private static final UUID PERSON = new UUID(5, 7);
  private static final String NOT_FOUND =
      "{\"error\":{\"code\":\"Request_ResourceNotFound\",\"message\":\"x\"}}";

  private final LoopbackServer server = LoopbackServer.bind(0, "graph");
  private volatile boolean isThere = true;

  @BeforeEach
  void start() {
    String groups =
        "{\"value\":[{\"@odata.type\":\"#microsoft.graph.group\",\"id\":\"" + GROUP + "\"}]}";
    server.serve(
        request -> isThere ? Response.jsonText(200, groups) : Response.jsonText(404, NOT_FOUND));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void groupsOfWhenThePersonIsGoneMeanwhileThenNoneAndThePullGoesOn() throws Exception {
    assertThat(reader().groupsOf(PERSON, Instant.MAX)).containsExactly(GROUP);
    isThere = false;
    assertThat(reader().groupsOf(PERSON, Instant.MAX)).isEmpty();
  }

  @Test
  void pageWhenTheListIsNotThereThenRefused() throws Exception {
    PullState state = PullState.first(Instant.EPOCH).begin(true, Instant.EPOCH);
    assertThat(reader().page(state, Instant.MAX).orElseThrow().items()).hasSize(1);
    isThere = false;
    assertThat(
            catchThrowableOfType(RefusalException.class, () -> reader().page(state, Instant.MAX))
                .code())
        .isEqualTo(Code.GRAPH_RESPONSE_INVALID);
  }

  private GraphReader reader() {
    URI graph = server.base();
    GraphChannel channel =
        new GraphChannel(
            "graph",
            "entra",
            TENANT,
            new OidcProvider.Entra(TENANT, Set.of(), graph, false, Optional.empty()),
            Set.of(),
            "client",
            Optional.empty(),
            true,
            graph,
            graph,
            GraphChannel.DEFAULT_EVERY,
            GraphChannel.DEFAULT_FULL_EVERY,
            WithdrawalLimit.DEFAULT);
    Bearer bearer =
        new Bearer() {
          @Override
          public String token(UUID tenant) {
            return "token";
          }

          @Override
          public void forget(UUID tenant) {}
        };
    GraphCalls calls =
        new GraphCalls(graph, TENANT, BoundedHttp.create(HttpLimits.DOCUMENTS), bearer);
    return new GraphReader(channel, calls, Clock.systemUTC(), Pause.REAL);
  }
}
