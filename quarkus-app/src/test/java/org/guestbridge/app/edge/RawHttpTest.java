package org.guestbridge.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done to the broker with HTTP itself, by hand. */
@QuarkusTest
@WithTestResource(RunningBroker.class)
class RawHttpTest {

  private static final String SSO = "/r/example/saml/sso";
  private static final String FORM =
      "POST "
          + SSO
          + " HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String SMUGGLED =
      "GET /r/example/saml/metadata HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  @TestHTTPResource("/")
  URI publicBase;

  @Test
  void aBodyThatComesByteByByteIsCutOff() throws IOException {
    byte[] counted = "a".getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = "1\r\na\r\n".getBytes(StandardCharsets.US_ASCII);
    try (Socket withLength = connect();
        Socket inChunks = connect()) {
      long start = System.nanoTime();
      begin(withLength, "Content-Length: 1000\r\n\r\n");
      begin(inChunks, "Transfer-Encoding: chunked\r\n\r\n");
      assertThat(isOpen(withLength, counted)).isTrue();
      assertThat(isOpen(inChunks, chunk)).isTrue();
      for (boolean open = true; open; ) {
        boolean first = isOpen(withLength, counted);
        open = isOpen(inChunks, chunk) || first;
        assertThat(since(start)).isLessThan(Duration.ofSeconds(40));
      }
      assertThat(since(start)).isGreaterThan(Duration.ofSeconds(10));
    }
  }

  private static void begin(Socket socket, String head) throws IOException {
    socket.getOutputStream().write((FORM + head).getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aBodyInPiecesIsAnswered() throws IOException {
    byte[] body = SamlMessage.valid().post().getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      String head = "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
      out.write((FORM + head).getBytes(StandardCharsets.US_ASCII));
      for (byte each : body) {
        out.write(each);
        out.flush();
      }
      socket.setSoTimeout(20_000);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 303");
    }
  }

  /** A proxy and the broker that read a length in two ways see different requests. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5|Content-Length: 6",
        "Content-Length: 5, 6",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "Content-Length : 5",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked"
      })
  void twoReadingsOfALengthNeverGiveTwoAnswers(String lengths) throws IOException {
    String head = lengths.replace("|", "\r\n") + "\r\n\r\n";
    String answers = exchange(FORM + head + "0\r\n\r\n" + SMUGGLED);

    assertThat(answers.split("HTTP/1.1 ", -1)).as(answers).hasSize(2);
    assertThat(answers).startsWith("HTTP/1.1 4").doesNotContain("EntityDescriptor");
  }

  @Test
  void theTwinIsTwoAnswers() throws IOException {
    String head = "Transfer-Encoding: chunked\r\n\r\n";
    String answers = exchange(FORM + head + "0\r\n\r\n" + SMUGGLED);

    assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(3);
    assertThat(answers).contains("EntityDescriptor");
  }

  @ParameterizedTest
  @CsvSource({
    "/r/example/saml/metadata, 200",
    "/r/example/logged-out, 200",
    "/r/example/logout, 200",
    "/r/nobody/logout, 404",
    "/x, 404"
  })
  void headIsAnsweredAsGetWithoutABody(String path, int status) {
    Broker broker = new Broker(publicBase);
    HttpAnswer get = broker.get(path);
    HttpAnswer head = broker.send("HEAD", path, "");

    assertThat(get.status()).isEqualTo(status);
    assertThat(get.body()).isNotEmpty();
    assertThat(head.status()).isEqualTo(status);
    assertThat(head.body()).isEmpty();
    assertThat(get.header("Content-Type")).startsWith(head.header("Content-Type"));
    assertThat(head.header("Cache-Control")).isEqualTo("no-store");
    assertThat(head.headers("Content-Security-Policy")).hasSize(1);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getByAddress(LOOPBACK), publicBase.getPort());
  }

  /** Sends a piece and listens for a moment. */
  private static boolean isOpen(Socket socket, byte[] piece) throws IOException {
    socket.setSoTimeout(500);
    try {
      socket.getOutputStream().write(piece);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException nothingYet) {
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Everything that comes until the broker closes, or is silent for two seconds. */
  private String exchange(String message) throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    try (Socket socket = connect()) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        answers.write(next);
      }
    } catch (SocketTimeoutException silent) {
      // What came so far is the answer.
    }
    return answers.toString(StandardCharsets.UTF_8);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
