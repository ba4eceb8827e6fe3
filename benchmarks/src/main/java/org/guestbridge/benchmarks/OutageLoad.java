package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether a dead token endpoint makes anybody wait, and how soon everything is well again. */
@Command(
    name = "outage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The tenant's token endpoint is dead for a while, under load: people sign in before, during",
      "and after it, and others ask for the page that begins a sign-in.",
      "Ends with 1 when a login waited longer than its limit, was let through, or failed without",
      "the outage as its cause."
    })
final class OutageLoad implements Callable<Integer> {

  /** The longest call of the broker, five seconds, and what a busy machine adds to a login. */
  private static final double LIMIT_SECONDS = 5 + 2;

  private static final int PEOPLE = 500;

  @Option(names = "--broker", required = true, description = "The broker's quarkus-run.jar.")
  private Path broker = Path.of("quarkus-run.jar");

  @Option(names = "--seconds", description = "Length of the outage. Default: ${DEFAULT-VALUE}")
  private int seconds = 60;

  @Option(
      names = "--before",
      description = "Seconds of load before and after it. Default: ${DEFAULT-VALUE}")
  private int before = 20;

  @Option(names = "--concurrency", description = "Logins at a time. Default: ${DEFAULT-VALUE}")
  private int concurrency = 16;

  @Option(
      names = "--fault",
      description = "SLOW (hangs), DROPPED_CONNECTION or TOKEN_ENDPOINT_500. Default: SLOW")
  private String fault = "SLOW";

  private final PrintStream out = System.out;
  private final HttpClient http = HttpClient.newHttpClient();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new OutageLoad()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Broker.Launch launch =
        new Broker.Launch(broker, List.of("-XX:+UseSerialGC"), List.of(), Map.of());
    try (BrokeredSite site = BrokeredSite.start(launch, PEOPLE)) {
      out.println("ready after " + site.broker().startMilliseconds() + " ms");
      return load(site.startPage(), site.tenant());
    }
  }

  private int load(URI start, URI tenant) throws IOException, InterruptedException {
    OutageTally tally = new OutageTally();
    AtomicInteger next = new AtomicInteger();
    ExecutorService workers = Executors.newFixedThreadPool(concurrency + 1);
    ReplayClient client = new ReplayClient(start);
    for (int worker = 0; worker < concurrency; worker++) {
      workers.execute(
          () -> {
            while (!Thread.currentThread().isInterrupted()) {
              signIn(client, tally, next.getAndIncrement());
            }
          });
    }
    workers.execute(
        () -> {
          while (!Thread.currentThread().isInterrupted()) {
            begin(start, tally);
          }
        });
    try {
      TimeUnit.SECONDS.sleep(before);
      order(tenant, "always");
      tally.outageBegan();
      TimeUnit.SECONDS.sleep(seconds);
      order(tenant, "never");
      tally.outageEnded();
      TimeUnit.SECONDS.sleep(before);
    } finally {
      workers.shutdownNow();
      workers.awaitTermination(1, TimeUnit.MINUTES);
    }
    out.println(
        String.format(
            Locale.ROOT,
            "token endpoint dead (%s) for %d s, %d logins at a time",
            fault,
            seconds,
            concurrency));
    tally.report().forEach(out::println);
    boolean good = tally.good(LIMIT_SECONDS);
    out.println(good ? "GOOD" : "NOT GOOD");
    return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void signIn(ReplayClient client, OutageTally tally, int number) {
    long begun = System.nanoTime();
    String outcome;
    try {
      outcome = client.replay(Population.key(number % PEOPLE), 1).get(0);
    } catch (IOException e) {
      outcome = "not begun: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    tally.signedIn(begun, System.nanoTime(), outcome);
  }

  /** Asks for what begins a sign-in, which needs nothing of the tenant's token endpoint. */
  private void begin(URI start, OutageTally tally) {
    try {
      HttpResponse<Void> organization = get(start);
      URI page = start.resolve(organization.headers().firstValue("Location").orElseThrow());
      long begun = System.nanoTime();
      int status = get(page).statusCode();
      tally.began(begun, System.nanoTime(), status);
    } catch (IOException e) {
      tally.began(System.nanoTime(), System.nanoTime(), 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<Void> get(URI uri) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri).GET().build(), HttpResponse.BodyHandlers.discarding());
  }

  private void order(URI tenant, String times) throws IOException, InterruptedException {
    String form =
        "fault="
            + URLEncoder.encode(fault, StandardCharsets.UTF_8)
            + "&times="
            + times
            + "&seconds="
            + seconds;
    HttpRequest request =
        HttpRequest.newBuilder(tenant.resolve("/simulator/fault"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 3) {
      throw new IOException("the tenant did not take the order: " + status);
    }
  }
}
