package org.guestbridge.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {

  private static final int GREETING = 42;

  @TempDir private static Path directory;

  private static KeyRing ours;
  private static KeyRing another;

  @BeforeAll
  static void make() throws RefusalException {
    ours = ring("ours");
    another = ring("another");
  }

  @Test
  void sameRingOpenedTwiceMeets() throws Exception {
    KeyRing again = KeyRing.open(KeyRingLocation.in(directory.resolve("ours"), Map.of()));
    assertThat(greeting(tls(ours), tls(again))).isEqualTo(GREETING);
  }

  @Test
  void otherRingIsRefused() {
    assertThatThrownBy(() -> greeting(tls(ours), tls(another))).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> greeting(tls(another), tls(ours))).isInstanceOf(SSLException.class);
  }

  @Test
  void sameRingOpenedTwiceHasOneFingerprintAndAnotherRingAnother() throws Exception {
    KeyRing again = KeyRing.open(KeyRingLocation.in(directory.resolve("ours"), Map.of()));
    assertThat(fingerprint(ours)).matches("[0-9a-f]{32}").isEqualTo(fingerprint(again));
    assertThat(fingerprint(another)).isNotEqualTo(fingerprint(ours));
  }

  @Test
  void nothingOfTheKeyIsPrinted() {
    assertThat(ours.nodeIdentity(InstantSource.system())).hasToString("[node identity]");
  }

  private static String fingerprint(KeyRing ring) {
    return ring.nodeIdentity(InstantSource.system()).fingerprint();
  }

  /** What a client reads of a server that asks for a certificate. */
  private static int greeting(SSLContext server, SSLContext client) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (SSLServerSocket listening =
        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      listening.setNeedClientAuth(true);
      Future<?> answered = thread.submit(() -> answer(listening));
      try (SSLSocket socket =
          (SSLSocket) client.getSocketFactory().createSocket(loopback, listening.getLocalPort())) {
        int read = socket.getInputStream().read();
        answered.get();
        return read;
      }
    } finally {
      thread.shutdownNow();
    }
  }

  private static Void answer(SSLServerSocket listening) throws IOException {
    try (SSLSocket socket = (SSLSocket) listening.accept()) {
      socket.startHandshake();
      socket.getOutputStream().write(GREETING);
    }
    return null;
  }

  private static SSLContext tls(KeyRing ring) {
    return ring.nodeIdentity(InstantSource.system()).tls();
  }

  private static KeyRing ring(String name) throws RefusalException {
    return KeyRing.generate(
        KeyRingLocation.in(directory.resolve(name), Map.of()),
        new RealmId("example"),
        KeySize.RSA_2048,
        InstantSource.system());
  }
}
