package org.guestbridge.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.guestbridge.app.admin.AdminToken;
import org.guestbridge.app.cli.ServeOptions;
import org.guestbridge.app.cli.Server;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole of it on one machine: tenant, broker, organization, and people who sign in. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Start the broker between a simulated Entra tenant and a simulated Atlassian organization,"
          + " sign people in and show what Atlassian saw.",
      "Everything listens on loopback, lives in a temporary directory and is gone afterwards."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge demo                (stays up for your browser)",
      "  guestbridge demo --once         (prints the table and ends)",
      "  guestbridge demo --port 8080 --entra-port 9001 --atlassian-port 9002"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Server server;
  private final Runnable stopServer;
  private final Path simulatorsJar;

  @Option(names = "--once", description = "End after the table instead of staying up.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The broker's port. Default: a free one.")
  private int port;

  @Option(names = "--management-port", paramLabel = "N", description = "Its management port.")
  private int managementPort;

  @Option(names = "--entra-port", paramLabel = "N", description = "The tenant's port.")
  private int entraPort;

  @Option(names = "--atlassian-port", paramLabel = "N", description = "The organization's port.")
  private int atlassianPort;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * The command.
   *
   * @param server what serves
   * @param stopServer asks it to stop
   * @param simulatorsJar the simulators' executable jar
   */
  public DemoCommand(Server server, Runnable stopServer, Path simulatorsJar) {
    this.server = server;
    this.stopServer = stopServer;
    this.simulatorsJar = simulatorsJar;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, RefusalException {
    port = port == 0 ? DemoSite.freePort() : port;
    managementPort = managementPort == 0 ? DemoSite.freePort() : managementPort;
    String publicUrl = "http://localhost:" + port;
    System.setProperty("quarkus.log.level", "WARN");
    try (DemoSite site = DemoSite.create();
        SimulatorProcess simulators =
            SimulatorProcess.start(simulatorsJar, simulatorArguments(site, publicUrl))) {
      site.writeRealm(publicUrl, simulators);
      CompletableFuture<Integer> broker = startBroker(site);
      try {
        awaitReady(broker);
        boolean good = show(site, simulators, publicUrl);
        if (!once) {
          broker.join();
        }
        return good ? 0 : 1;
      } finally {
        stopServer.run();
        broker.join();
      }
    }
  }

  private List<String> simulatorArguments(DemoSite site, String publicUrl) {
    String saml = publicUrl + "/r/" + DemoSite.REALM + "/saml";
    return List.of(
        "--entra-port=" + entraPort,
        "--atlassian-port=" + atlassianPort,
        "--client-secret=" + site.clientSecret(),
        "--idp-entity-id=" + saml + "/metadata",
        "--idp-sso-url=" + saml + "/sso",
        "--idp-certificate=" + site.certificate());
  }

  private CompletableFuture<Integer> startBroker(DemoSite site) {
    ServeOptions options =
        new ServeOptions(
            List.of(site.realmFile()),
            site.directory(),
            OptionalInt.of(port),
            OptionalInt.of(managementPort),
            Optional.empty());
    CompletableFuture<Integer> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                end.complete(server.serve(options));
              } catch (RefusalException | RuntimeException failure) {
                end.completeExceptionally(failure);
              }
            },
            "broker");
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  private void awaitReady(CompletableFuture<Integer> broker)
      throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest ready =
        HttpRequest.newBuilder(management().resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline && !broker.isDone()) {
      try {
        if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
      Thread.sleep(50);
    }
    throw new IOException("the broker did not become ready");
  }

  private boolean show(DemoSite site, SimulatorProcess simulators, String publicUrl)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    DemoWalk walk =
        new DemoWalk(
            simulators.authority(),
            simulators.atlassian(),
            management(),
            AdminToken.read(site.directory()).authorization());
    List<DemoWalk.Row> rows = new ArrayList<>();
    for (Map.Entry<String, String> login : People.ORDER) {
      rows.add(walk.logIn(login.getValue(), login.getKey()));
    }
    DemoTable.print(rows, out);
    out.println();
    out.println("Sign in yourself:     " + simulators.atlassian() + "/login/start");
    out.println("What Atlassian saw:   " + simulators.atlassian() + "/admin");
    out.println("The tenant's people:  " + simulators.authority() + "/simulator");
    out.println("The broker:           " + publicUrl + "/r/" + DemoSite.REALM + "/saml/metadata");
    out.println(once ? "" : "Stop with Ctrl-C.");
    out.flush();
    return People.asExpected(rows);
  }

  private URI management() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }
}
