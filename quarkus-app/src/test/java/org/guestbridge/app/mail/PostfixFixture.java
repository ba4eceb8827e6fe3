package org.guestbridge.app.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Postfix with postsrsd, configured by the files that are shipped ({@code src/main/mail}),
 * on free loopback ports and with directories of its own. Needs Debian's packages {@code postfix},
 * {@code postfix-pgsql} and {@code postsrsd}, and root.
 */
public final class PostfixFixture implements AutoCloseable {

  /** The password of the role that reads routes. */
  public static final String ROLE_PASSWORD = "only-the-view";

  /** The host name that Postfix takes. */
  public static final String HOST = "mx.guests.example.com";

  private static final Path SHIPPED = Path.of("src", "main", "mail");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final int port;
  private final Process rewriter;

  private PostfixFixture(Path directory, int port, Process rewriter) {
    this.directory = directory;
    this.port = port;
    this.rewriter = rewriter;
  }

  /** The statements of the shipped {@code role.sql}, with {@link #ROLE_PASSWORD} set. */
  public static List<String> roleStatements() throws IOException {
    String script =
        Files.readString(SHIPPED.resolve("role.sql"))
            .lines()
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining("\n"));
    List<String> statements = new ArrayList<>();
    for (String statement : script.split(";", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    statements.add("ALTER ROLE guestbridge_mail PASSWORD '" + ROLE_PASSWORD + "'");
    return statements;
  }

  /**
   * Starts Postfix for {@code guests.example.com}.
   *
   * @param databasePort where PostgreSQL listens on loopback; the database is {@code postgres}
   * @param partners which port of loopback gets mail for which domain, instead of the DNS
   */
  public static PostfixFixture start(int databasePort, Map<String, Integer> partners)
      throws IOException, InterruptedException {
    requirePackages();
    Path directory = Files.createTempDirectory("gb-postfix");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    int port = freePort();
    int forward = freePort();
    int reverse = freePort();
    Path config = Files.createDirectory(directory.resolve("etc"));
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.createDirectory(directory.resolve("spool"));
    Files.setOwner(
        data,
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
    Files.copy(SHIPPED.resolve("main.cf"), config.resolve("main.cf"));
    copy("master.cf", config, Map.of("\nsmtp           inet", "\n127.0.0.1:" + port + " inet"));
    copy(
        "routes.cf",
        config,
        Map.of(
            "database:5432",
            "127.0.0.1:" + databasePort,
            "dbname = guestbridge",
            "dbname = postgres",
            "@PASSWORD@",
            ROLE_PASSWORD));
    run(
        "postconf",
        "-c",
        config.toString(),
        "-e",
        "queue_directory=" + directory.resolve("spool"),
        "data_directory=" + data,
        "maillog_file=" + directory.resolve("mail.log"),
        "maillog_file_prefixes=" + directory,
        "inet_interfaces=127.0.0.1",
        "inet_protocols=ipv4",
        "sender_canonical_maps=tcp:127.0.0.1:" + forward,
        "recipient_canonical_maps=tcp:127.0.0.1:" + reverse,
        "transport_maps=inline:{ " + transports(partners) + " }");
    Process rewriter = rewriter(directory, forward, reverse);
    PostfixFixture fixture = new PostfixFixture(directory, port, rewriter);
    try {
      await(reverse);
      run("postfix", "-c", config.toString(), "start");
      await(port);
      return fixture;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError failure) {
      fixture.close();
      throw failure;
    }
  }

  private static void requirePackages() throws IOException, InterruptedException {
    for (String program : List.of("/usr/sbin/postconf", "/usr/sbin/postsrsd")) {
      if (!Files.isExecutable(Path.of(program))) {
        throw new AssertionError(
            program + " is missing: install the packages postfix, postfix-pgsql and postsrsd");
      }
    }
    if (run("postconf", "-m").lines().noneMatch("pgsql"::equals)) {
      throw new AssertionError("Postfix cannot ask PostgreSQL: install the package postfix-pgsql");
    }
  }

  private static String transports(Map<String, Integer> partners) {
    return partners.entrySet().stream()
        .map(each -> "{ " + each.getKey() + " = smtp:[127.0.0.1]:" + each.getValue() + " }")
        .collect(Collectors.joining(", "));
  }

  private static Process rewriter(Path directory, int forward, int reverse) throws IOException {
    byte[] secret = new byte[18];
    new SecureRandom().nextBytes(secret);
    Path file = directory.resolve("srs.secret");
    Files.writeString(file, Base64.getEncoder().encodeToString(secret) + "\n");
    return new ProcessBuilder(
            "/usr/sbin/postsrsd",
            "-dguests.example.com",
            "-s" + file,
            "-f" + forward,
            "-r" + reverse,
            "-l127.0.0.1",
            "-unobody")
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("srs.log").toFile())
        .start();
  }

  /** Where mail is taken, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** A session with this Postfix, as another mail server has it. */
  public SmtpClient connect() throws IOException {
    return new SmtpClient(port);
  }

  /** What {@code postmap -q} finds for {@code key} in a table that {@code postmap} compiled. */
  public String look(String table, String key) throws IOException, InterruptedException {
    Path file = directory.resolve("table-" + System.nanoTime());
    Files.writeString(file, table);
    String config = directory.resolve("etc").toString();
    run("postmap", "-c", config, "hash:" + file);
    return run("postmap", "-c", config, "-q", key, "hash:" + file).strip();
  }

  /** Postfix's log. */
  public String log() throws IOException {
    return Files.readString(directory.resolve("mail.log"));
  }

  @Override
  public void close() throws IOException {
    try {
      run("postfix", "-c", directory.resolve("etc").toString(), "stop");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      rewriter.destroy();
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private static void copy(String name, Path to, Map<String, String> changes) throws IOException {
    String text = Files.readString(SHIPPED.resolve(name));
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!text.contains(change.getKey())) {
        throw new AssertionError(name + " does not contain " + change.getKey());
      }
      text = text.replace(change.getKey(), change.getValue());
    }
    Files.writeString(to.resolve(name), text);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("gb-postfix", ".out");
    try {
      List<String> words = new ArrayList<>(List.of(command));
      words.set(0, "/usr/sbin/" + command[0]);
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command[0] + " does not end");
      }
      String said = Files.readString(output);
      if (process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed: " + said);
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }

  private static void await(int port) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        Thread.sleep(20);
      }
    }
    throw new AssertionError("nothing listens at port " + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
