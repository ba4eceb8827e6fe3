package org.guestbridge.app.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.MailExchanger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mail server may be slow, chatty or strict; none of it holds the probe or misleads it. */
@Timeout(60)
class ExchangerProbeTest {

  @Test
  void askWhenTheServerAnswersThenItsCodesAndNoMessage() throws Exception {
    try (MailServerStub server =
        new MailServerStub(to -> to.startsWith("a0@") ? "250 ok" : "550-no\r\n550 such user")) {
      assertThat(new ExchangerProbe(server.exchanger()).ask(addresses(2)))
          .containsExactly(250, 550);
      assertThat(server.sessions)
          .containsExactly(
              List.of(
                  "EHLO [127.0.0.1]",
                  "MAIL FROM:<>",
                  "RCPT TO:<a0@guests.example.com>",
                  "RCPT TO:<a1@guests.example.com>",
                  "RSET",
                  "QUIT"));
    }
  }

  @Test
  void askWhenTheReplyHasBytesOfAnyAlphabetThenReadAllTheSame() throws Exception {
    try (MailServerStub server = new MailServerStub(to -> "250 \u0085 fine")) {
      server.greeting = "220-\u00e2\u0080\u00a6\r\n220 \u00c3\u0085land";
      assertThat(new ExchangerProbe(server.exchanger()).ask(addresses(1))).containsExactly(250);
    }
  }

  @Test
  void askWhenManyAreTakenThenFewSessions() throws Exception {
    try (MailServerStub server = new MailServerStub(to -> "250 ok")) {
      int most = ExchangerProbe.MAX_RECIPIENTS;
      assertThat(new ExchangerProbe(server.exchanger()).ask(addresses(most + 1)))
          .isEqualTo(Collections.nCopies(most + 1, 250));
      assertThat(server.sessions).hasSize(2);
      assertThat(server.recipients()).hasSize(most + 1).doesNotHaveDuplicates();
    }
  }

  @Test
  void askWhenManyAreRefusedThenNoSessionHasAsManyErrorsAsServersPunish() throws Exception {
    try (MailServerStub server = new MailServerStub(to -> "550 no")) {
      int most = ExchangerProbe.MAX_REFUSED;
      assertThat(new ExchangerProbe(server.exchanger()).ask(addresses(most + 1)))
          .isEqualTo(Collections.nCopies(most + 1, 550));
      assertThat(server.sessions).hasSize(2);
    }
  }

  @Test
  void askWhenTheServerEndsTheSessionThenNoAnswer() throws Exception {
    try (MailServerStub server = new MailServerStub(to -> "421 closing")) {
      assertThatThrownBy(() -> new ExchangerProbe(server.exchanger()).ask(addresses(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("421");
    }
  }

  @Test
  void askWhenAByteComesNowAndThenThenGivenUpAfterTheTotalTime() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> drip(socket));
      server.setDaemon(true);
      server.start();
      ExchangerProbe probe =
          new ExchangerProbe(
              new MailExchanger("127.0.0.1", socket.getLocalPort()), Duration.ofMillis(300));
      long began = System.nanoTime();
      assertThatThrownBy(() -> probe.ask(addresses(1))).isInstanceOf(SocketTimeoutException.class);
      assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(10).toNanos());
      server.interrupt();
    }
  }

  /** A byte each twentieth of a second, for ever, within one reply. */
  private static void drip(ServerSocket socket) {
    try (Socket accepted = socket.accept()) {
      OutputStream out = accepted.getOutputStream();
      out.write("220-".getBytes(StandardCharsets.US_ASCII));
      while (!Thread.currentThread().isInterrupted()) {
        out.write('x');
        out.flush();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (IOException | InterruptedException ended) {
      // The probe gave up.
    }
  }

  private static List<EmailAddress> addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(each -> EmailAddress.parse("a" + each + "@guests.example.com").orElseThrow())
        .toList();
  }
}
