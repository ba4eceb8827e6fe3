package org.guestbridge.app.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedHttpTest {

  private static final HttpLimits SMALL =
      new HttpLimits(HttpLimits.MAX_CONNECT, HttpLimits.MAX_CALL, 100);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private HttpServer server;
  private URI base;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void defaultsAreTheCeilings() {
    assertThat(HttpLimits.DEFAULT.connect()).isEqualTo(Duration.ofSeconds(2));
    assertThat(HttpLimits.DEFAULT.call()).isEqualTo(Duration.ofSeconds(5));
    assertThat(HttpLimits.DEFAULT.bodyBytes()).isEqualTo(256 * 1024);
  }

  @Test
  void limitsWhenZeroOrOverTheCeilingThenRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new HttpLimits(Duration.ofMillis(2001), second, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HttpLimits(second, Duration.ofMillis(30_001), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HttpLimits(second, Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HttpLimits(second, second, HttpLimits.MAX_BODY_BYTES + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void getJsonWhenBodyIsExactlyTheLimitThenReadAndOneMoreRefused() throws Exception {
    serve("/full", exchange -> answer(exchange, 200, "application/json", "x".repeat(100)));
    serve("/over", exchange -> answer(exchange, 200, "application/json", "x".repeat(101)));
    BoundedHttp http = BoundedHttp.create(SMALL);

    assertThat(http.getJson(base.resolve("/full")).body()).hasSize(100);
    assertThat(refusalOf(() -> http.getJson(base.resolve("/over"))))
        .isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }

  @Test
  void getJsonWhenChunkedBodyIsOverTheLimitThenRefused() {
    serve(
        "/chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] chunk = new byte[64];
          for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write(chunk);
          }
        });

    assertThat(refusalOf(() -> BoundedHttp.create(SMALL).getJson(base.resolve("/chunked"))))
        .isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }

  @Test
  void getJsonWhenHeadersNeverComeThenSlow() {
    serve("/slow", exchange -> await());

    assertThat(refusalOf(() -> impatient().getJson(base.resolve("/slow"))))
        .isEqualTo(Code.UPSTREAM_SLOW);
  }

  @Test
  void getJsonWhenBodyDripsThenSlow() {
    serve(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 50);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await();
        });

    assertThat(refusalOf(() -> impatient().getJson(base.resolve("/drip"))))
        .isEqualTo(Code.UPSTREAM_SLOW);
  }

  @Test
  void getJsonWhenNobodyListensThenUnreachable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + free + "/");

    assertThat(refusalOf(() -> BoundedHttp.create(SMALL).getJson(nobody)))
        .isEqualTo(Code.UPSTREAM_UNREACHABLE);
  }

  @Test
  void getJsonWhenRedirectedThenNotFollowedAndRefused() throws Exception {
    AtomicInteger followed = new AtomicInteger();
    serve(
        "/from",
        exchange -> {
          exchange.getResponseHeaders().add("Location", base + "/to");
          exchange.sendResponseHeaders(302, -1);
        });
    serve("/to", exchange -> followed.incrementAndGet());
    HttpAnswer answer = BoundedHttp.create(SMALL).getJson(base.resolve("/from"));

    assertThat(refusalOf(answer::requireJson)).isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
    assertThat(followed).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON; charset=utf-8", "application/jwk-set+json"})
  void requireJsonWhenJsonThenAccepted(String type) throws Exception {
    serve("/json", exchange -> answer(exchange, 200, type, "{}"));

    assertThat(BoundedHttp.create(SMALL).getJson(base.resolve("/json")).requireJson().status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/jsonp", "", "text/plain; application/json"})
  void requireJsonWhenNotJsonThenRefused(String type) throws Exception {
    serve("/other", exchange -> answer(exchange, 200, type, "{}"));
    HttpAnswer answer = BoundedHttp.create(SMALL).getJson(base.resolve("/other"));

    assertThat(refusalOf(answer::requireJson)).isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }

  @Test
  void requireJsonWhenServerFailsThenUnreachable() throws Exception {
    serve("/busy", exchange -> answer(exchange, 429, "application/json", "{}"));
    serve("/down", exchange -> answer(exchange, 503, "text/html", "down"));
    BoundedHttp http = BoundedHttp.create(SMALL);

    for (String path : new String[] {"/busy", "/down"}) {
      HttpAnswer answer = http.getJson(base.resolve(path));
      assertThat(refusalOf(answer::requireJson)).isEqualTo(Code.UPSTREAM_UNREACHABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example/",
        "http://127.0.0.1.example/",
        "http://localhost.example/",
        "http://10.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/hosts",
        "https://user@login.example/",
        "https://login.example/#x",
        "/relative"
      })
  void getJsonWhenAddressIsNotAllowedThenRefused(String address) {
    assertThat(BoundedHttp.isAllowed(URI.create(address))).isFalse();
    assertThat(refusalOf(() -> BoundedHttp.create(SMALL).getJson(URI.create(address))))
        .isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }

  @Test
  void isAllowedWhenHttpsOrLoopbackThenTrue() {
    assertThat(BoundedHttp.isAllowed(URI.create("https://login.microsoftonline.com/x"))).isTrue();
    assertThat(BoundedHttp.isAllowed(URI.create("http://localhost:8080/x"))).isTrue();
    assertThat(BoundedHttp.isAllowed(URI.create("http://[::1]:8080/x"))).isTrue();
  }

  @Test
  void postFormWhenCalledTwiceThenOneConnection() throws Exception {
    Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();
    serve(
        "/token",
        exchange -> {
          peers.add(exchange.getRemoteAddress());
          byte[] form = exchange.getRequestBody().readAllBytes();
          answer(exchange, 200, "application/json", new String(form, StandardCharsets.UTF_8));
        });
    BoundedHttp http = BoundedHttp.create(SMALL);

    for (int i = 0; i < 2; i++) {
      assertThat(http.postForm(base.resolve("/token"), "a=b").body())
          .isEqualTo("a=b".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(peers).hasSize(1);
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private interface Step {
    void run() throws RefusalException;
  }

  private void serve(String path, Handler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static BoundedHttp impatient() {
    return BoundedHttp.create(new HttpLimits(HttpLimits.MAX_CONNECT, Duration.ofMillis(300), 100));
  }

  private static Code refusalOf(Step step) {
    try {
      step.run();
    } catch (RefusalException refusal) {
      return refusal.code();
    }
    throw new AssertionError("nothing was refused");
  }
}
