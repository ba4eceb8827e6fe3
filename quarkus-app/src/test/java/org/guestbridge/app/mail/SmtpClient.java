package org.guestbridge.app.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A sender for tests, which sends bytes as they are. Replies are their last lines. */
public final class SmtpClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  SmtpClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    reply();
    say("EHLO mail.atlassian.example");
  }

  /** The reply to the recipient, in a transaction of its own. */
  public String recipient(String sender, String recipient) throws IOException {
    say("RSET");
    String answer = say("MAIL FROM:<" + sender + ">");
    return answer.startsWith("250") ? say("RCPT TO:<" + recipient + ">") : answer;
  }

  /** The reply to the message, whose lines end with CR LF and which has no lone dot. */
  public String send(String sender, String recipient, byte[] message) throws IOException {
    String answer = recipient(sender, recipient);
    if (!answer.startsWith("250")) {
      return answer;
    }
    say("DATA");
    out.write(message);
    return say(".");
  }

  private String say(String command) throws IOException {
    out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return reply();
  }

  private String reply() throws IOException {
    String line = line(in);
    while (line.length() > 3 && line.charAt(3) == '-') {
      line = line(in);
    }
    return line;
  }

  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
