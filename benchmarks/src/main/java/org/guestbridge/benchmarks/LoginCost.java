package org.guestbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what a brokered login costs the broker's process, beside the cryptographic floor. */
@Command(
    name = "login-cost",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "CPU time of the broker's whole process per login, from the kernel's accounting.",
      "Starts tenant, organization and broker as processes of their own on free loopback ports,",
      "in a temporary directory, and ends them."
    })
final class LoginCost implements Callable<Integer> {

  private static final int MAXIMUM = 100_000;
  private static final int FLOOR_LOGINS = 500;

  /** As ./guestbridge sets it. */
  private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

  @Option(names = "--broker", required = true, description = "The broker's quarkus-run.jar.")
  private Path broker = Path.of("quarkus-run.jar");

  @Option(names = "--warm-up", description = "Logins not counted. Default: ${DEFAULT-VALUE}")
  private int warmUp = 4_000;

  @Option(names = "--rounds", description = "Rounds of each kind. Default: ${DEFAULT-VALUE}")
  private int rounds = 7;

  @Option(names = "--logins", description = "Logins a round. Default: ${DEFAULT-VALUE}")
  private int logins = 500;

  @Option(names = "--concurrency", description = "Logins at a time. Default: ${DEFAULT-VALUE}")
  private int concurrency = 4;

  @Option(
      names = "--java-option",
      description = "An option of the broker's JVM, repeatable. Default: as ./guestbridge has it.")
  private List<String> javaOptions =
      List.of(
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Xms160m",
          "-Xmn64m",
          "-XX:MetaspaceSize=96m",
          "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4");

  @Option(
      names = "--db-url",
      description = "An empty PostgreSQL database instead of the H2 file; see serve --help.")
  private String databaseUrl = "";

  @Option(names = "--db-user", description = "Its user; GUESTBRIDGE_DB_PASSWORD is passed on.")
  private String databaseUser = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LoginCost()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
    requireBounds();
    Broker.Launch launch = new Broker.Launch(broker, javaOptions, database(), ENVIRONMENT);
    int people = warmUp / 2 + rounds * logins;
    try (BrokeredSite site = BrokeredSite.start(launch, people)) {
      measure(site);
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(BrokeredSite site)
      throws IOException, InterruptedException, GeneralSecurityException {
    Report report = new Report(System.out, site.broker());
    report.started();
    Child child = site.broker().child();
    LoginClient client = new LoginClient(site.startPage(), site.product());
    try (Load load = new Load(client, concurrency)) {
      load.signIn(0, warmUp / 2);
      load.signIn(0, warmUp / 2);
      Spread floorBefore = new CryptographicFloor().measure(rounds, FLOOR_LOGINS);
      report.resident("after warm-up");
      int first = warmUp / 2;
      report.rounds("first logins", rounds(child, load, first, logins));
      List<Round> repeat = rounds(child, load, first, logins);
      report.rounds("repeat logins", repeat);
      report.resident("after all logins");
      report.floor(floorBefore, new CryptographicFloor().measure(rounds, FLOOR_LOGINS), repeat);
    }
  }

  private List<Round> rounds(Child child, Load load, int first, int step)
      throws IOException, InterruptedException {
    List<Round> measured = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int from = first + round * step;
      ProcessUsage before = child.usage();
      double seconds = load.signIn(from, from + step);
      measured.add(Round.of(before, child.usage(), seconds, step));
    }
    return measured;
  }

  private List<String> database() {
    List<String> options = new ArrayList<>();
    if (!databaseUrl.isEmpty()) {
      options.addAll(List.of("--db-url", databaseUrl));
    }
    if (!databaseUser.isEmpty()) {
      options.addAll(List.of("--db-user", databaseUser));
    }
    return options;
  }

  private void requireBounds() {
    long all = warmUp + 2L * rounds * logins;
    if (warmUp < 0 || rounds < 1 || logins < 1 || concurrency < 1 || concurrency > 64) {
      throw new ParameterException(spec.commandLine(), "A count is out of range.");
    }
    if (all > MAXIMUM) {
      throw new ParameterException(
          spec.commandLine(), "At most " + MAXIMUM + " logins together, not " + all + ".");
    }
  }
}
