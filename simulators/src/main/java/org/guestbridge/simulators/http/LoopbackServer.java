package org.guestbridge.simulators.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP/1.1 server on 127.0.0.1 with keep-alive and a bounded number of threads. */
public final class LoopbackServer implements AutoCloseable {
  /** Larger request bodies are answered with 413. */
  public static final int MAXIMUM_BODY_BYTES = 8 * 1024 * 1024;

  /** A slow answer holds its thread; the others still have to be answered under load. */
  private static final int THREADS = 256;

  private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

  static {
    // Without it the JDK's server waits 40 ms for an acknowledgement between header and body.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    // Load tests keep more connections open than the default of 200.
    setUnlessSet("sun.net.httpserver.maxIdleConnections", "2000");
    // Longer than clients keep a connection, so that they close it first: with the default of 30 s
    // a request could meet a connection that is just being closed.
    setUnlessSet("sun.net.httpserver.idleInterval", "120");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final URI base;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
    this.base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Binds a port, 0 for a free one. Nothing is answered until {@link #serve}. */
  public static LoopbackServer bind(int port, String name) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 1024);
      ExecutorService threads = threads(name);
      server.setExecutor(threads);
      return new LoopbackServer(server, threads);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot listen on 127.0.0.1:" + port + ": " + failure.getMessage(), failure);
    }
  }

  /** The origin, without a trailing slash. */
  public URI base() {
    return base;
  }

  /** Starts answering every path with this handler. */
  public void serve(Handler handler) {
    server.createContext("/", exchange -> answer(exchange, handler));
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static ExecutorService threads(String name) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_THREAD.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static void answer(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      Response response = respond(exchange, handler);
      if (response.status() == Response.DROP) {
        return;
      }
      response.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
      boolean bodyless = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(response.status(), bodyless ? -1 : bytes.length);
      if (!bodyless) {
        OutputStream out = exchange.getResponseBody();
        out.write(bytes);
      }
    }
  }

  private static Response respond(HttpExchange exchange, Handler handler) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAXIMUM_BODY_BYTES + 1);
    if (body.length > MAXIMUM_BODY_BYTES) {
      return Response.text(413, "Content too large").withHeader("Connection", "close");
    }
    try {
      URI uri = exchange.getRequestURI();
      String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
      return handler.handle(
          new Request(
              exchange.getRequestMethod(),
              uri.getPath(),
              Form.parse(query),
              query,
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException malformed) {
      return Response.text(400, "Bad request");
    } catch (RuntimeException failure) {
      System.getLogger(LoopbackServer.class.getName())
          .log(System.Logger.Level.ERROR, "the simulator failed", failure);
      return Response.text(500, "The simulator failed; see its log");
    }
  }
}
