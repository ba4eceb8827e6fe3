package org.guestbridge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

  private HttpServer server;
  private volatile boolean isThere = true;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String groups =
              "{\"value\":[{\"@odata.type\":\"#microsoft.graph.group\",\"id\":\"" + GROUP + "\"}]}";
          byte[] body = (isThere ? groups : NOT_FOUND).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(isThere ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
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
    URI graph = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    GraphChannel channel =
        new GraphChannel(
            "graph",
            "entra",
            TENANT,
            new OidcProvider.Entra(TENANT, Set.of(), graph, false, Optional.empty()),
            Set.of(),
            Optional.empty(),
            true,
            graph,
            graph,
            GraphChannel.DEFAULT_EVERY,
            GraphChannel.DEFAULT_FULL_EVERY);
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
