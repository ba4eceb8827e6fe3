package org.guestbridge.app.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP to the broker by hand, so that no client mends a request or an answer on the way. */
record Broker(URI base) {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  HttpAnswer get(String target, String... headers) {
    return send("GET", target, "", headers);
  }

  HttpAnswer form(String target, String body, String... headers) {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type: application/x-www-form-urlencoded";
    return send("POST", target, body, all);
  }

  HttpAnswer send(String method, String target, String body, String... headers) {
    StringBuilder message = new StringBuilder();
    message.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    message.append("Host: localhost\r\nConnection: close\r\n");
    for (String header : headers) {
      message.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      message.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return HttpAnswer.parse(exchange(message.append("\r\n").append(body).toString()));
  }

  /** A body in chunks, so that its length is not told in advance. */
  HttpAnswer chunked(String target, String body) {
    String message =
        "POST "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(body.length())
            + "\r\n"
            + body
            + "\r\n0\r\n\r\n";
    return HttpAnswer.parse(exchange(message));
  }

  private String exchange(String message) {
    try (Socket socket = new Socket(InetAddress.getByAddress(LOOPBACK), base.getPort())) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      } catch (IOException answeredEarly) {
        // The broker may answer before it has read everything.
      }
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
