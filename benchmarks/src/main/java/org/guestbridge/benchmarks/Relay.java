package org.guestbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A way to one node that can be cut for some of those who come. It passes bytes on and looks at
 * none, so the TLS between the nodes stays theirs.
 */
final class Relay implements AutoCloseable {

  private final InetAddress target;
  private final int targetPort;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newCachedThreadPool(Relay::daemon);
  private final Set<InetAddress> refused = ConcurrentHashMap.newKeySet();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  private Relay(InetAddress target, int targetPort) throws IOException {
    this.target = target;
    this.targetPort = targetPort;
    this.listening = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  static Relay to(InetAddress target, int targetPort) throws IOException {
    Relay relay = new Relay(target, targetPort);
    relay.threads.execute(relay::accept);
    return relay;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    return thread;
  }

  InetAddress address() {
    return listening.getInetAddress();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Refuses whoever comes from {@code source}, and ends what is open. */
  void cut(InetAddress source) {
    refused.add(source);
    links.stream().filter(link -> link.source().equals(source)).forEach(Link::end);
  }

  /** Lets everybody through again. */
  void heal() {
    refused.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket from = listening.accept();
        if (refused.contains(from.getInetAddress())) {
          from.close();
        } else {
          threads.execute(() -> join(from));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket from) {
    try {
      Socket to = new Socket(target, targetPort);
      Link link = new Link(from, to);
      links.add(link);
      threads.execute(() -> pump(to, from, link));
      pump(from, to, link);
    } catch (IOException unreachable) {
      end(from);
    }
  }

  private void pump(Socket from, Socket to, Link link) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // The other side is told by the end of its own connection.
    }
    link.end();
    links.remove(link);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // It is closed.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    links.forEach(Link::end);
    threads.shutdownNow();
  }

  /** Both halves of one connection. */
  private record Link(Socket from, Socket to) {

    InetAddress source() {
      return from.getInetAddress();
    }

    void end() {
      Relay.end(from);
      Relay.end(to);
    }
  }
}
