package org.guestbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One node of the cluster under test, as it is shipped. It keeps its ports and its data directory
 * when it is killed and started again.
 */
final class ClusterNode implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(15);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Pattern JOINED = Pattern.compile("\"joined\": (\\d+)");
  private static final String HEAP = "-Xmx256m";

  private final Path jar;
  private final Site site;
  private final String databaseUrl;
  private final boolean clustered;
  private final Path data;
  private final int port;
  private final int managementPort;
  private final int clusterPort;
  private final InetAddress address;
  private final Relay relay;
  private volatile Child child;
  private volatile boolean dying;
  private volatile long died = Long.MIN_VALUE;

  private ClusterNode(Path jar, Site site, String databaseUrl, int number, boolean clustered)
      throws IOException {
    this.jar = jar;
    this.site = site;
    this.databaseUrl = databaseUrl;
    this.clustered = clustered;
    this.data = site.file("node-" + number);
    this.port = Site.freePort();
    this.managementPort = Site.freePort();
    this.clusterPort = Site.freePort();
    this.address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (10 + number)});
    this.relay = Relay.to(address, clusterPort);
    Files.createDirectory(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String file : List.of("keyring.p12", "keyring.password")) {
      Files.copy(site.file(file), data.resolve(file));
    }
    this.child = launch();
  }

  /** Starts node {@code number}, 1 to 100, with the site's realm and key ring. */
  static ClusterNode start(Path jar, Site site, String databaseUrl, int number) throws IOException {
    return new ClusterNode(jar, site, databaseUrl, number, true);
  }

  /** Starts the one broker of a site, as {@link #start} does, which looks for no other. */
  static ClusterNode alone(Path jar, Site site, String databaseUrl) throws IOException {
    return new ClusterNode(jar, site, databaseUrl, 1, false);
  }

  private Child launch() throws IOException {
    return Child.java(
        List.of(
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            jar.toString(),
            "serve",
            "--realm",
            site.file("realm.yaml").toString(),
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port),
            "--management-port",
            Integer.toString(managementPort),
            "--db-url",
            databaseUrl,
            "--db-user",
            "postgres"),
        Map.of(
            "GUESTBRIDGE_CLUSTER_ENABLED",
            Boolean.toString(clustered),
            "GUESTBRIDGE_CLUSTER_HOST",
            address.getHostAddress(),
            "GUESTBRIDGE_CLUSTER_PORT",
            Integer.toString(clusterPort),
            "GUESTBRIDGE_CLUSTER_ADVERTISED_HOST",
            relay.address().getHostAddress(),
            "GUESTBRIDGE_CLUSTER_ADVERTISED_PORT",
            Integer.toString(relay.port()),
            "GUESTBRIDGE_AUDITED_REFUSALS_PER_MINUTE",
            "1000000"),
        data.resolve("broker.log"));
  }

  /**
   * The same path at this node.
   *
   * @param uri a path with its query
   */
  URI at(URI uri) {
    return URI.create("http://localhost:" + port + uri);
  }

  InetAddress address() {
    return address;
  }

  Relay relay() {
    return relay;
  }

  /** Its memory in RAM, in kilobytes; 0 while it is dead. */
  long residentKilobytes() {
    try {
      return child.usage().residentKilobytes();
    } catch (IOException dead) {
      return 0;
    }
  }

  /** Ends it with SIGKILL. */
  void kill() throws InterruptedException {
    dying = true;
    child.kill();
    died = System.nanoTime();
    dying = false;
  }

  /** Whether it was being killed at any time since {@code start}, a {@link System#nanoTime()}. */
  boolean diedSince(long start) {
    return dying || (died != Long.MIN_VALUE && died - start >= 0);
  }

  /** Starts it again after {@link #kill}, and waits until it is ready. */
  void restart() throws IOException, InterruptedException {
    child = launch();
    awaitReady();
  }

  /** Waits until it is ready; returns what its health says of the nodes. */
  String awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline && child.alive()) {
      try {
        HttpResponse<String> answer = health();
        if (answer.statusCode() == 200) {
          return answer.body();
        }
      } catch (IOException notYet) {
        // Not listening yet.
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new IOException("a node did not become ready");
  }

  /** How many of the live nodes it has joined, by its own word. */
  int joined() throws InterruptedException {
    try {
      Matcher joined = JOINED.matcher(health().body());
      return joined.find() ? Integer.parseInt(joined.group(1)) : 0;
    } catch (IOException notListening) {
      return 0;
    }
  }

  private HttpResponse<String> health() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
            .timeout(Duration.ofSeconds(10))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    child.close();
    relay.close();
  }
}
