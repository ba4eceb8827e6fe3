package org.guestbridge.app.mail;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.MailExchanger;

/**
 * One conversation with a mail server, up to the recipients (RFC 5321). Whatever the server sends,
 * and however slowly, it ends at its deadline.
 */
final class SmtpSession implements Closeable {

  /** The longest wait for one piece of an answer. */
  private static final long SILENCE_MILLIS = Duration.ofSeconds(5).toMillis();

  private static final int MAX_LINE_BYTES = 2_048;
  private static final int MAX_LINES = 64;

  /** "Service not available, closing transmission channel" (RFC 5321 section 4.2.2). */
  private static final int CLOSING = 421;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private SmtpSession(Socket socket, long deadline) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(new TimedInputStream(socket, deadline));
    this.out = socket.getOutputStream();
  }

  /**
   * Connects.
   *
   * @param deadline as {@link System#nanoTime()} will be then
   */
  static SmtpSession open(MailExchanger exchanger, long deadline) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(exchanger.host(), exchanger.port()), millisUntil(deadline));
      return new SmtpSession(socket, deadline);
    } catch (IOException | RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  /** Hears the greeting, says who asks, and names the null sender. */
  void begin() throws IOException {
    require(reply(), 220);
    require(say("EHLO " + literal(socket.getLocalAddress())), 250);
    require(say("MAIL FROM:<>"), 250);
  }

  /** The server's reply to a recipient. */
  int recipient(EmailAddress address) throws IOException {
    int code = say("RCPT TO:<" + address.value() + ">");
    if (code == CLOSING) {
      throw refusal(code);
    }
    return code;
  }

  /** Takes leave without a message. What is answered to that changes nothing any more. */
  void end() {
    try {
      say("RSET");
      say("QUIT");
    } catch (IOException gone) {
      // The answers that were asked for are there.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** This machine's address, as a client without a name of its own says it (section 4.1.3). */
  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String bare = zone < 0 ? text : text.substring(0, zone);
    return address instanceof Inet6Address ? "[IPv6:" + bare + "]" : "[" + bare + "]";
  }

  private int say(String command) throws IOException {
    out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return reply();
  }

  /**
   * The code of a reply, which may have several lines (RFC 5321 section 4.2.1). Nothing that is
   * said here is answered by one that begins with 3.
   */
  private int reply() throws IOException {
    for (int lines = 0; lines < MAX_LINES; lines++) {
      String line = line();
      if (!line.matches("(?s)[245][0-9]{2}([ -].*)?")) {
        throw new IOException("not a reply of a mail server");
      }
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return Integer.parseInt(line.substring(0, 3));
      }
    }
    throw new IOException("a reply has too many lines");
  }

  private String line() throws IOException {
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
      throw refusal(code);
    }
  }

  private static IOException refusal(int code) {
    return new IOException("the server answered " + code);
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException("the server is too slow");
    }
    return Math.toIntExact(Math.min(SILENCE_MILLIS, left));
  }

  /** What a socket receives until the deadline. */
  private static final class TimedInputStream extends FilterInputStream {

    private final Socket socket;
    private final long deadline;

    TimedInputStream(Socket socket, long deadline) throws IOException {
      super(socket.getInputStream());
      this.socket = socket;
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      socket.setSoTimeout(millisUntil(deadline));
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      socket.setSoTimeout(millisUntil(deadline));
      return super.read(bytes, offset, length);
    }
  }
}
