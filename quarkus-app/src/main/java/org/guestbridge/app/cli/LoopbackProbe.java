package org.guestbridge.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Tells a running broker from a file that a crashed one left over. */
final class LoopbackProbe {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int TIMEOUT_MILLIS = 2_000;

  private LoopbackProbe() {}

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
