package org.guestbridge.app.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A partner's mail server: takes every message and keeps it, byte for byte. */
public final class ReceivingServer implements AutoCloseable {

  private final ServerSocket socket;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /**
   * A message as it came.
   *
   * @param sender of the envelope
   * @param recipient of the envelope
   * @param text header and body, one character a byte
   */
  public record Message(String sender, String recipient, String text) {

    /** Header and body. */
    public byte[] content() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  public ReceivingServer() throws IOException {
    socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "receiving-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Where it listens on loopback. */
  public int port() {
    return socket.getLocalPort();
  }

  /** From now on there is no such mailbox. */
  public void refuse(String recipient) {
    refused.add(recipient);
  }

  /** The next message; waits for it. */
  public Message next() throws InterruptedException {
    Message message = messages.poll(20, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    return message;
  }

  /** Whether no message waits to be read. */
  public boolean isEmpty() {
    return messages.isEmpty();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket accepted = socket.accept();
        Thread session = new Thread(() -> serve(accepted), "receiving-session");
        session.setDaemon(true);
        session.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      InputStream in = new BufferedInputStream(accepted.getInputStream());
      OutputStream out = accepted.getOutputStream();
      answer(out, "220 mx.partner.example");
      String sender = "";
      String recipient = "";
      while (true) {
        String command = SmtpClient.line(in);
        String verb = command.toUpperCase(Locale.ROOT);
        if (verb.startsWith("MAIL FROM:")) {
          sender = address(command);
        } else if (verb.startsWith("RCPT TO:")) {
          recipient = address(command);
          if (refused.contains(recipient)) {
            answer(out, "550 5.1.1 no such mailbox");
            continue;
          }
        } else if (verb.equals("DATA")) {
          answer(out, "354 go on");
          messages.add(new Message(sender, recipient, content(in)));
        } else if (verb.equals("QUIT")) {
          answer(out, "221 bye");
          return;
        }
        answer(out, "250 fine");
      }
    } catch (IOException ended) {
      // The sender went away; a test that waits for its message says so.
    }
  }

  private static String address(String command) {
    return command.substring(command.indexOf('<') + 1, command.indexOf('>'));
  }

  private static String content(InputStream in) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      byte[] line = line(in);
      if (line.length == 3 && line[0] == '.') {
        return content.toString(StandardCharsets.ISO_8859_1);
      }
      int stuffed = line[0] == '.' ? 1 : 0;
      content.write(line, stuffed, line.length - stuffed);
    }
  }

  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c;
    do {
      c = in.read();
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      line.write(c);
    } while (c != '\n');
    return line.toByteArray();
  }

  private static void answer(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
