package org.guestbridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The broker as it is shipped, in a process of its own.
 *
 * @param startMilliseconds from the start of the process to the first time that it was ready
 */
record Broker(Child child, long startMilliseconds) implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);

  /**
   * How the broker is started.
   *
   * @param jar its {@code quarkus-run.jar}
   * @param javaOptions options of its JVM
   * @param database options of {@code serve} that name a database, or none for the H2 file
   * @param environment what is added to its environment
   */
  record Launch(
      Path jar, List<String> javaOptions, List<String> database, Map<String, String> environment) {

    /** Runs one of its other commands to its end and returns what that wrote. */
    String run(Site site, String... arguments) throws IOException, InterruptedException {
      List<String> command = command(List.of(arguments));
      command.addAll(List.of("--data", site.directory().toString()));
      try (Child child = Child.java(command, environment, site.file("command.log"))) {
        return child.output();
      }
    }

    /** Makes the key ring of the realm that measurements use; its certificate as PEM. */
    String makeKeys(Site site) throws IOException, InterruptedException {
      run(site, "keys", "generate", "--realm", "bench");
      return run(site, "keys", "export");
    }

    private List<String> command(List<String> arguments) {
      List<String> command = new ArrayList<>(javaOptions);
      command.addAll(List.of("-jar", jar.toString()));
      command.addAll(arguments);
      return command;
    }
  }

  /** Starts it and waits until it is ready. */
  static Broker serve(Launch launch, Site site, int port) throws IOException, InterruptedException {
    int managementPort = Site.freePort();
    List<String> command = launch.command(List.of("serve"));
    command.addAll(List.of("--realm", site.file("realm.yaml").toString()));
    command.addAll(List.of("--data", site.directory().toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--management-port", Integer.toString(managementPort)));
    command.addAll(launch.database());
    long start = System.nanoTime();
    Child child = Child.java(command, launch.environment(), site.file("broker.log"));
    try {
      awaitReady(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"), child);
    } catch (IOException | InterruptedException failure) {
      child.close();
      throw failure;
    }
    return new Broker(child, (System.nanoTime() - start) / 1_000_000);
  }

  @Override
  public void close() {
    child.close();
  }

  private static void awaitReady(URI ready, Child child) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline && child.alive()) {
      if (answers(http, request)) {
        return;
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new IOException("the broker did not become ready");
  }

  private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
