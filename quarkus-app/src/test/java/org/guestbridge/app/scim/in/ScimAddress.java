package org.guestbridge.app.scim.in;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SCIM client with an address of its own on the loopback, over one connection. */
final class ScimAddress implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n");
  private static final Pattern RETRY_AFTER = Pattern.compile("(?i)\r\nretry-after: ([0-9]+)\r\n");

  private final Socket socket = new Socket();
  private final InputStream input;

  /** What is answered; the answer to one who need not wait says 0. */
  record Answer(int status, int retryAfter, String body) {

    /** What is the same in every such answer. */
    Answer withoutId() {
      return new Answer(status, retryAfter, body.replaceFirst("correlationId=[0-9a-f-]{36}", ""));
    }
  }

  /** One that comes from 127.0.0.{@code number}. */
  ScimAddress(int port, int number) throws IOException {
    socket.bind(new InetSocketAddress(loopback(number), 0));
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(loopback(1), port));
    input = socket.getInputStream();
  }

  private static InetAddress loopback(int number) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) number});
  }

  Answer get(String realm, String token) throws IOException {
    String request =
        "GET /scim/%s/v2/Schemas HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(realm, token);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String head = head();
    String body =
        new String(input.readNBytes(number(LENGTH.matcher(head))), StandardCharsets.UTF_8);
    return new Answer(
        Integer.parseInt(head.substring(9, 12)), number(RETRY_AFTER.matcher(head)), body);
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = input.read();
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  private static int number(Matcher header) {
    return header.find() ? Integer.parseInt(header.group(1)) : 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
