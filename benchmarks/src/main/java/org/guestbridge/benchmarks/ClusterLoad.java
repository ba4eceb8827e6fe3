package org.guestbridge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether several nodes let anything happen twice, while they are killed and cut apart. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Three brokers on one PostgreSQL, in processes of their own. Each login's response is posted",
      "many times at once, over all nodes; meanwhile each node is killed and started again, and"
          + " one",
      "is cut off from the others. Counts of clients, database and audit log are compared.",
      "Ends with 1 when anything was accepted twice or a login failed without cause."
    })
final class ClusterLoad implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PEOPLE = 500;
  private static final int PROGRESS = 500;

  @Option(names = "--broker", required = true, description = "The broker's quarkus-run.jar.")
  private Path broker = Path.of("quarkus-run.jar");

  @Option(names = "--responses", description = "Responses at least. Default: ${DEFAULT-VALUE}")
  private int responses = 10_000;

  @Option(names = "--copies", description = "Copies of each. Default: ${DEFAULT-VALUE}")
  private int copies = 8;

  @Option(names = "--nodes", description = "Nodes, 2 to 9. Default: ${DEFAULT-VALUE}")
  private int count = 3;

  @Option(
      names = "--minutes",
      description = "Ends the load after so long, with fewer. Default: ${DEFAULT-VALUE}")
  private int minutes = 360;

  @Option(names = "--concurrency", description = "Logins at a time. Default: ${DEFAULT-VALUE}")
  private int concurrency = 4;

  private final PrintStream out = System.out;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ClusterLoad()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Site site = Site.create()) {
      Broker.Launch launch =
          new Broker.Launch(broker, List.of("-XX:+UseSerialGC"), List.of(), Map.of());
      site.write("idp.pem", launch.makeKeys(site));
      try (Balancer balancer = Balancer.start();
          Child parties = Parties.start(site, PEOPLE, balancer.publicUrl())) {
        JsonNode addresses = JSON.readTree(parties.line());
        site.writeRealm(balancer.publicUrl(), addresses);
        return run(site, postgres, balancer, URI.create(addresses.path("atlassian").asText()));
      }
    }
  }

  private int run(Site site, EmbeddedPostgres postgres, Balancer balancer, URI atlassian)
      throws IOException, InterruptedException, SQLException {
    String url = postgres.getJdbcUrl("postgres", "postgres");
    List<ClusterNode> nodes = new ArrayList<>();
    try {
      for (int number = 1; number <= count; number++) {
        nodes.add(ClusterNode.start(broker, site, url, number));
        nodes.get(0).awaitReady();
      }
      for (ClusterNode node : nodes) {
        node.awaitReady();
      }
      awaitJoined(nodes);
      nodes.forEach(balancer::add);
      line(
          "%d nodes, -Xmx256m each, have joined; at least %d responses, %d copies each",
          count, responses, copies);
      Tally tally = load(nodes, atlassian.resolve("/login/start"));
      boolean rejoined = rejoined(nodes);
      line("  after healing: %s", rejoined ? "all nodes have joined again" : "NOT ALL JOINED");
      return report(tally, postgres);
    } finally {
      for (ClusterNode node : nodes) {
        node.close();
      }
    }
  }

  private Tally load(List<ClusterNode> nodes, URI start) throws InterruptedException {
    Tally tally = new Tally();
    ReplayClient client = new ReplayClient(start);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    long begin = System.nanoTime();
    long end = begin + TimeUnit.MINUTES.toNanos(minutes);
    BooleanSupplier enough = () -> done.get() >= responses || System.nanoTime() - end > 0;
    Faults faults = new Faults(nodes, done::get, enough, out);
    Thread trouble = new Thread(faults, "faults");
    ExecutorService workers = Executors.newFixedThreadPool(concurrency);
    trouble.start();
    for (int worker = 0; worker < concurrency; worker++) {
      workers.execute(
          () -> {
            while (!enough.getAsBoolean() || !faults.ended()) {
              replay(client, tally, next.getAndIncrement());
              progress(done.incrementAndGet(), begin);
            }
          });
    }
    workers.shutdown();
    workers.awaitTermination(6, TimeUnit.HOURS);
    trouble.join();
    line(
        "  %d responses in %.0f s; %s",
        done.get(), (System.nanoTime() - begin) / 1e9, faults.summary());
    if (faults.failed()) {
      tally.notBegun("a node did not come back, or not into the cluster");
    }
    return tally;
  }

  private void progress(int done, long begin) {
    if (done % PROGRESS == 0) {
      line("  after %5d responses: %.0f s", done, (System.nanoTime() - begin) / 1e9);
    }
  }

  private void replay(ReplayClient client, Tally tally, int number) {
    try {
      tally.add(client.replay(Population.key(number % PEOPLE), copies));
    } catch (IOException e) {
      tally.notBegun(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitJoined(List<ClusterNode> nodes)
      throws IOException, InterruptedException {
    if (!rejoined(nodes)) {
      throw new IOException("the cluster did not form");
    }
  }

  /** Whether every node has joined every other within a minute and a half. */
  private static boolean rejoined(List<ClusterNode> nodes) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (System.nanoTime() < deadline) {
      boolean all = true;
      for (ClusterNode node : nodes) {
        all &= node.joined() == nodes.size();
      }
      if (all) {
        return true;
      }
      Thread.sleep(200);
    }
    return false;
  }

  private int report(Tally tally, EmbeddedPostgres postgres) throws SQLException {
    long released = tally.answers().getOrDefault(ReplayClient.RELEASED, 0L);
    line("clients: what the copies were answered");
    tally.answers().forEach((answer, times) -> line("  %-28s %d", answer, times));
    long marks = number(postgres, "select count(*) from gb_once");
    long audited = number(postgres, "select count(*) from gb_audit where type = 'released'");
    long twiceAudited =
        number(
            postgres,
            "select count(*) from (select correlation_id from gb_audit where type ="
                + " 'released' group by correlation_id having count(*) > 1) as doubled");
    line("responses with one accepted copy            %d", tally.accepted());
    line("responses accepted more than once           %d", tally.twice());
    line("logins that failed                          %d", tally.unanswered() + tally.lost());
    line("  with a copy in flight on a node that died %d", tally.unanswered());
    line("  without that cause                        %d", tally.lost());
    line("database: transactions used up              %d", marks);
    line("audit log: releases                         %d", audited);
    line("audit log: transactions released twice      %d", twiceAudited);
    line("accepted by clients' count                  %d", released);
    line("accepted, and the answer died with the node %d", marks - released);
    boolean good =
        tally.twice() == 0
            && twiceAudited == 0
            && tally.lost() == 0
            && marks == audited
            && audited >= tally.accepted()
            && audited <= tally.accepted() + tally.unanswered();
    line(good ? "GOOD" : "NOT GOOD");
    return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static long number(EmbeddedPostgres postgres, String query) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
