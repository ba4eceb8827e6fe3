package org.guestbridge.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A round-robin in front of the nodes, without stickiness and without health checks: each request
 * goes to the next node over a connection of its own. A node that does not listen is passed over. A
 * GET without an answer goes to the next node; a POST does not, since it may have had its effect.
 */
final class Balancer implements AutoCloseable {

  /** Says, with status 502, what became of a request without an answer. */
  static final String FATE = "X-Fate";

  /** The node that had the request was killed meanwhile. */
  static final String DIED = "in flight on a node that died";

  private static final String LOST = "no answer of a node that lives";
  private static final String NOBODY = "no node listens";
  private static final Duration LIMIT = Duration.ofSeconds(25);
  private static final List<String> TO_NODE = List.of("Cookie", "Content-Type");
  private static final List<String> TO_CLIENT = List.of("Set-Cookie", "Location", "Content-Type");

  static {
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final NodeFront front;

  private Balancer(NodeFront front) {
    this.front = front;
  }

  /** Listens on loopback; knows no node yet. */
  static Balancer start() throws IOException {
    Balancer balancer = new Balancer(NodeFront.listen());
    balancer.front.serve(balancer::handle);
    return balancer;
  }

  /** Where browsers find the broker. */
  String publicUrl() {
    return "http://localhost:" + front.port();
  }

  void add(ClusterNode node) {
    front.add(node);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean repeatable = exchange.getRequestMethod().equals("GET");
      String fate = NOBODY;
      for (int attempt = 0; attempt < 2 * front.size(); attempt++) {
        Optional<String> failure = pass(exchange, body, front.next());
        if (failure.isEmpty()) {
          return;
        }
        fate = failure.get();
        if (!repeatable && !fate.equals(NOBODY)) {
          break;
        }
      }
      exchange.getResponseHeaders().add(FATE, fate);
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_BAD_GATEWAY, -1);
    }
  }

  /** Passes a request to a node and its answer back, or says why there is none. */
  private static Optional<String> pass(HttpExchange exchange, byte[] body, ClusterNode node)
      throws IOException {
    long start = System.nanoTime();
    byte[] answer;
    int status;
    HttpURLConnection connection = open(exchange, node.at(exchange.getRequestURI()));
    try {
      if (body.length > 0) {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      status = connection.getResponseCode();
      answer = read(connection);
    } catch (ConnectException notListening) {
      return Optional.of(NOBODY);
    } catch (IOException failed) {
      return Optional.of(node.diedSince(start) ? DIED : LOST);
    }
    for (String name : TO_CLIENT) {
      connection.getHeaderFields().getOrDefault(name, List.of()).stream()
          .forEach(value -> exchange.getResponseHeaders().add(name, value));
    }
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    return Optional.empty();
  }

  private static HttpURLConnection open(HttpExchange exchange, URI target) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    connection.setRequestMethod(exchange.getRequestMethod());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout(Math.toIntExact(LIMIT.toMillis()));
    connection.setReadTimeout(Math.toIntExact(LIMIT.toMillis()));
    connection.setRequestProperty("Connection", "close");
    for (String name : TO_NODE) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        connection.setRequestProperty(name, value);
      }
    }
    return connection;
  }

  private static byte[] read(HttpURLConnection connection) throws IOException {
    InputStream body =
        connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream();
    if (body == null) {
      return new byte[0];
    }
    try (body) {
      return body.readAllBytes();
    }
  }

  @Override
  public void close() {
    front.close();
  }
}
