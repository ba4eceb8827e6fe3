package org.guestbridge.app.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guestbridge.app.attack.AttackCase;
import org.guestbridge.app.attack.AttackSurface;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.app.attack.Verdict;

/** The admin resource, spoken to by hand so that no client mends a path on the way. */
public final class AdminSurface implements AttackSurface {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final String RELEASE = "POST /admin/v1/aliases/" + FakeOperations.ID + "/release";
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z_]+)\"");

  private final FakeOperations operations = new FakeOperations();
  private final Edits<Sent> edits = new Edits<>();
  private final Path data;
  private final AdminServer server;
  private final String token;

  private record Sent(String request, String headers) {}

  /** Starts the resource on a free port. */
  public AdminSurface() throws Exception {
    this.data = Files.createTempDirectory("attack-admin");
    this.server = new AdminServer(operations, data);
    this.token = AdminToken.read(data).authorization().substring("Bearer ".length());
    Edits.Builder<Sent> good = attack -> new Sent(RELEASE, bearer(token));
    edits.add("headers", attack -> new Sent(RELEASE, headers(attack.value())), good);
    edits.add("request", attack -> new Sent(request(attack), bearer(token)), good);
    edits.add("request-without-a-token", attack -> new Sent(request(attack), ""), good);
  }

  @Override
  public String input() {
    return "admin";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    return verdict(edits.of(attack).bad());
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    int orders = operations.orders.size();
    Verdict verdict = verdict(edits.of(attack).good());
    if (operations.orders.size() != orders + 1) {
      throw new IllegalStateException("the order was not carried out");
    }
    return verdict;
  }

  @Override
  public long written() {
    return operations.orders.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String headers(String template) {
    StringBuilder headers = new StringBuilder();
    for (String line : List.of(template.split("\\|", -1))) {
      headers.append(line.replace("{token}", token)).append("\r\n");
    }
    return headers.toString();
  }

  private String request(AttackCase attack) {
    return attack.value().replace("{id}", FakeOperations.ID.toString()).replace("{token}", token);
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  private Verdict verdict(Sent sent) throws IOException {
    String answer = exchange(sent);
    if (answer.startsWith("HTTP/1.1 200 ")) {
      return Verdict.ACCEPTED;
    }
    Matcher code = CODE.matcher(answer);
    return new Verdict(code.find() ? code.group(1) : answer.lines().findFirst().orElse(""));
  }

  private String exchange(Sent sent) throws IOException {
    String body = sent.request().startsWith("POST") ? "{}" : "";
    String message =
        sent.request()
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + sent.headers()
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (Socket socket = new Socket(InetAddress.getByAddress(LOOPBACK), server.port())) {
      socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
