package org.guestbridge.app.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.guestbridge.realm.MailExchanger;

/** A mail server for tests, which answers recipients as it is told and notes what it hears. */
public final class MailServerStub implements AutoCloseable {

  /** The commands of each session. */
  public final List<List<String>> sessions = new CopyOnWriteArrayList<>();

  /** Its first words. */
  volatile String greeting = "220 here";

  /** The reply to a recipient, who is given as it stands between the angle brackets. */
  public volatile UnaryOperator<String> reply;

  private final ServerSocket socket;

  /** A server that answers so from the beginning. */
  public MailServerStub(UnaryOperator<String> reply) throws IOException {
    this.reply = reply;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "mail-server-stub");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public MailExchanger exchanger() {
    return new MailExchanger("127.0.0.1", socket.getLocalPort());
  }

  /** The recipients of all sessions. */
  public List<String> recipients() {
    return sessions.stream()
        .flatMap(List::stream)
        .filter(command -> command.startsWith("RCPT TO:<"))
        .map(MailServerStub::recipient)
        .toList();
  }

  private static String recipient(String command) {
    return command.substring("RCPT TO:<".length(), command.length() - 1);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket accepted = socket.accept()) {
        serve(accepted);
      } catch (IOException ended) {
        // The client went, or the test ends.
      }
    }
  }

  private void serve(Socket accepted) throws IOException {
    List<String> commands = new CopyOnWriteArrayList<>();
    sessions.add(commands);
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(accepted.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream out = accepted.getOutputStream();
    say(out, greeting);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      if (line.toUpperCase(Locale.ROOT).startsWith("RCPT")) {
        say(out, reply.apply(recipient(line)));
      } else if (line.equals("QUIT")) {
        say(out, "221 bye");
        return;
      } else {
        say(out, "250-fine\r\n250 ok");
      }
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
