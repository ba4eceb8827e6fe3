package org.guestbridge.app.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminToken;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.core.problem.RefusalException;

/** One broker as it is shipped, in a process of its own, with a data directory of its own. */
final class NodeProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path data;
  private final int port;
  private final int managementPort;
  private final int clusterPort;
  private final Process process;

  private NodeProcess(
      Path data,
      int port,
      int managementPort,
      int clusterPort,
      List<String> more,
      boolean clustered)
      throws IOException {
    this.data = data;
    this.port = port;
    this.managementPort = managementPort;
    this.clusterPort = clusterPort;
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dguestbridge.audited-refusals-per-minute=10000",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "serve",
                "--realm",
                data.resolveSibling("realm.yaml").toString(),
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--management-port",
                Integer.toString(managementPort)));
    command.addAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(data.resolve("out.log").toFile())
            .redirectError(data.resolve("err.log").toFile());
    Map<String, String> environment = new HashMap<>();
    environment.put("GUESTBRIDGE_CLUSTER_ENABLED", Boolean.toString(clustered));
    environment.put("GUESTBRIDGE_CLUSTER_HOST", "127.0.0.1");
    environment.put("GUESTBRIDGE_CLUSTER_PORT", Integer.toString(clusterPort));
    builder.environment().putAll(environment);
    this.process = builder.start();
  }

  /** A data directory beside the site's, with the site's key ring. */
  static Path dataOf(Site site, String name) throws IOException {
    Path data = emptyDataOf(site, name);
    for (String file : List.of("keyring.p12", "keyring.password")) {
      Files.copy(site.directory().resolve(file), data.resolve(file));
    }
    return data;
  }

  static Path emptyDataOf(Site site, String name) throws IOException {
    return Files.createDirectory(
        site.directory().resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Starts a node of a cluster on the database. */
  static NodeProcess node(Path data, int port, String databaseUrl) throws IOException {
    return new NodeProcess(
        data,
        port,
        freePort(),
        freePort(),
        List.of("--db-url", databaseUrl, "--db-user", "postgres"),
        true);
  }

  /** Starts a broker on the file in its data directory. */
  static NodeProcess onFile(Path data, boolean clustered) throws IOException {
    return new NodeProcess(data, freePort(), freePort(), freePort(), List.of(), clustered);
  }

  /** The same address at this node. */
  URI at(URI uri) {
    return URI.create(uri.toString().replaceFirst("localhost:\\d+", "localhost:" + port));
  }

  int clusterPort() {
    return clusterPort;
  }

  /** What readiness says: status and body. */
  HttpResponse<String> ready() throws IOException, InterruptedException {
    return get("/q/health/ready");
  }

  NodeProcess awaitReady() throws InterruptedException {
    await(answer -> answer.statusCode() == 200);
    return this;
  }

  /** Waits until readiness answers so. */
  HttpResponse<String> await(Predicate<HttpResponse<String>> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new AssertionError("the node ended: " + log());
      }
      try {
        HttpResponse<String> answer = ready();
        if (wanted.test(answer)) {
          return answer;
        }
      } catch (IOException notYet) {
        // Not listening yet.
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new AssertionError("the node did not get there: " + log());
  }

  BrokerStatus status() throws IOException, InterruptedException, RefusalException {
    return AdminJson.read(admin("/admin/v1/status", "GET").body(), BrokerStatus.class);
  }

  /** Orders a change of one binding. */
  int order(String bindingId, String action) throws IOException, InterruptedException {
    return admin("/admin/v1/aliases/" + bindingId + "/" + action, "POST").statusCode();
  }

  private HttpResponse<String> admin(String path, String method)
      throws IOException, InterruptedException {
    return HTTP.send(
        request(path)
            .header("Authorization", AdminToken.read(data).authorization())
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
        .timeout(Duration.ofSeconds(20));
  }

  /** Whether a thread of JGroups runs in it, by the names that the kernel knows. */
  boolean runsCluster() throws IOException {
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads.anyMatch(thread -> name(thread).startsWith("jgroups"));
    }
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (IOException ended) {
      return "";
    }
  }

  /** Ends it with SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Its exit code, which it must reach by itself. */
  int exit() throws InterruptedException {
    return process.waitFor();
  }

  String log() {
    try {
      return Files.readString(data.resolve("err.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
