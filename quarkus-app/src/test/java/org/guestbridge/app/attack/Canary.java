package org.guestbridge.app.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A listener that messages point at; whoever fetches what they name is found out. */
final class Canary {

  private static final ServerSocketChannel LISTENER = listen();

  private Canary() {}

  /** The text with every {@code %canary%} replaced by the listener's host and port. */
  static String in(String text) {
    return text.replace("%canary%", "127.0.0.1:" + LISTENER.socket().getLocalPort());
  }

  static boolean wasCalled() {
    try (SocketChannel caller = LISTENER.accept()) {
      return caller != null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ServerSocketChannel listen() {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
