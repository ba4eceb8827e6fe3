package org.guestbridge.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the tenant's provisioning service finds the broker: each request goes to the next node, and
 * a share of them goes wrong in one of several ways.
 */
final class ScimEntrance implements AutoCloseable {

  /** What goes wrong with a request. */
  enum Fault {
    THROTTLED("429 before the broker saw it"),
    ERROR_500("500 before the broker saw it"),
    RESET_BEFORE("reset before the broker saw it"),
    RESET_AFTER("reset after the broker answered"),
    CUT_OFF("the broker got half of the request");

    private final String meaning;

    Fault(String meaning) {
      this.meaning = meaning;
    }

    String meaning() {
      return meaning;
    }
  }

  private static final Duration LIMIT = Duration.ofSeconds(25);
  private static final List<String> TO_NODE =
      List.of("Authorization", "Content-Type", "Accept", "If-Match", "If-None-Match");
  private static final List<String> TO_CLIENT =
      List.of("Content-Type", "ETag", "Location", "Retry-After", "WWW-Authenticate");

  private final NodeFront front;
  private final Random random;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final AtomicLong usersMade = new AtomicLong();
  private final AtomicLong dead = new AtomicLong();
  private final Map<Fault, Long> happened = new EnumMap<>(Fault.class);
  private double share;

  private ScimEntrance(NodeFront front, Random random) {
    this.front = front;
    this.random = random;
  }

  /** Listens on loopback; knows no node yet and disturbs nothing. */
  static ScimEntrance start(long seed) throws IOException {
    ScimEntrance entrance = new ScimEntrance(NodeFront.listen(), new Random(seed));
    entrance.front.serve(entrance::handle);
    return entrance;
  }

  void add(ClusterNode node) {
    front.add(node);
  }

  /** The SCIM base of a realm. */
  URI base(String realm) {
    return URI.create("http://127.0.0.1:" + front.port() + "/scim/" + realm + "/v2");
  }

  /** Lets each kind of fault happen to this share of requests, from 0 (never) to 0.2. */
  synchronized void disturb(double each) {
    this.share = each;
  }

  /** How often each fault happened. */
  synchronized Map<Fault, Long> happened() {
    return new EnumMap<>(happened);
  }

  /** How many users nodes say that they stored. */
  long usersMade() {
    return usersMade.get();
  }

  /** How many requests found no node, or one that died before it answered. */
  long dead() {
    return dead.get();
  }

  private synchronized Optional<Fault> fault() {
    int number = (int) (random.nextDouble() / Math.max(share, 1e-9));
    Fault[] all = Fault.values();
    if (share <= 0 || number >= all.length) {
      return Optional.empty();
    }
    happened.merge(all[number], 1L, Long::sum);
    return Optional.of(all[number]);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<Fault> fault = fault();
      if (fault.isPresent() && before(exchange, body, fault.get())) {
        return;
      }
      HttpResponse<byte[]> answer = send(exchange, HttpRequest.BodyPublishers.ofByteArray(body));
      if (answer.statusCode() == 201 && exchange.getRequestURI().getPath().endsWith("/Users")) {
        usersMade.incrementAndGet();
      }
      if (fault.isPresent()) {
        return;
      }
      for (String name : TO_CLIENT) {
        answer
            .headers()
            .allValues(name)
            .forEach(each -> exchange.getResponseHeaders().add(name, each));
      }
      int length = answer.body().length == 0 ? -1 : answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length);
      exchange.getResponseBody().write(answer.body());
    } catch (IOException noAnswer) {
      dead.incrementAndGet();
      status(exchange, 502);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the request ends here; a connection that is closed without an answer is a reset. */
  private boolean before(HttpExchange exchange, byte[] body, Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case THROTTLED -> {
        exchange.getResponseHeaders().add("Retry-After", "1");
        status(exchange, 429);
      }
      case ERROR_500 -> status(exchange, 500);
      case CUT_OFF -> cut(exchange, body);
      case RESET_AFTER -> {
        return false;
      }
      case RESET_BEFORE -> {
        // Closed by the caller.
      }
    }
    return true;
  }

  private static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  /** Promises the whole body, sends half of it and breaks the connection. */
  private void cut(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    if (body.length < 2) {
      return;
    }
    InputStream half =
        new InputStream() {
          private final InputStream beginning = new ByteArrayInputStream(body, 0, body.length / 2);

          @Override
          public int read() throws IOException {
            return goingOn(beginning.read());
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return goingOn(beginning.read(into, from, length));
          }

          private int goingOn(int read) throws IOException {
            if (read < 0) {
              throw new IOException("cut off on purpose");
            }
            return read;
          }
        };
    try {
      send(
          exchange,
          HttpRequest.BodyPublishers.fromPublisher(
              HttpRequest.BodyPublishers.ofInputStream(() -> half), body.length));
    } catch (IOException asMeant) {
      // The sender hears nothing either.
    }
  }

  private HttpResponse<byte[]> send(HttpExchange exchange, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(front.next().at(exchange.getRequestURI()))
            .timeout(LIMIT)
            .method(exchange.getRequestMethod(), body);
    for (String name : TO_NODE) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    front.close();
  }
}
