package org.guestbridge.benchmarks;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on loopback with the nodes behind it, who take turns. */
final class NodeFront implements AutoCloseable {

  private static final int BACKLOG = 256;

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(NodeFront::daemon);
  private final List<ClusterNode> nodes = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  private NodeFront(HttpServer server) {
    this.server = server;
  }

  /** Listens; knows no node yet and answers nothing before {@link #serve}. */
  static NodeFront listen() throws IOException {
    return new NodeFront(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "node-front");
    thread.setDaemon(true);
    return thread;
  }

  void serve(HttpHandler handler) {
    server.createContext("/", handler);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void add(ClusterNode node) {
    nodes.add(node);
  }

  int size() {
    return nodes.size();
  }

  /** The node whose turn it is. */
  ClusterNode next() {
    return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
