package org.guestbridge.app.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.MailExchanger;

/**
 * Asks the organization's own mail server which recipients it takes (RFC 5321 section 3.3), and
 * sends no message: after the recipients it resets and quits. The null sender is used, as a report
 * of failure would.
 */
public final class ExchangerProbe {

  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();
  private static final int MAX_LINE_BYTES = 2_048;
  private static final int MAX_LINES = 64;

  private final MailExchanger exchanger;

  /** A probe of one server. */
  public ExchangerProbe(MailExchanger exchanger) {
    this.exchanger = exchanger;
  }

  /**
   * The server's reply code for each of {@code recipients}, in order.
   *
   * @throws IOException when it cannot be reached, is too slow, or does not speak SMTP
   */
  public List<Integer> ask(List<EmailAddress> recipients) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(exchanger.host(), exchanger.port()), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      require(reply(in), 220);
      require(say(in, out, "EHLO guestbridge.invalid"), 250);
      require(say(in, out, "MAIL FROM:<>"), 250);
      List<Integer> codes = new ArrayList<>();
      for (EmailAddress recipient : recipients) {
        codes.add(say(in, out, "RCPT TO:<" + recipient.value() + ">"));
      }
      say(in, out, "RSET");
      say(in, out, "QUIT");
      return codes;
    }
  }

  private static int say(InputStream in, OutputStream out, String command) throws IOException {
    out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return reply(in);
  }

  /** The code of a reply, which may have several lines (RFC 5321 section 4.2.1). */
  private static int reply(InputStream in) throws IOException {
    for (int lines = 0; lines < MAX_LINES; lines++) {
      String line = line(in);
      if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
        throw new IOException("not a reply of a mail server");
      }
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return Integer.parseInt(line.substring(0, 3));
      }
    }
    throw new IOException("a reply has too many lines");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > MAX_LINE_BYTES) {
        throw new IOException("the connection ended, or a line is too long");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void require(int code, int expected) throws IOException {
    if (code != expected) {
      throw new IOException("the server answered " + code);
    }
  }
}
