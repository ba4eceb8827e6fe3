package org.guestbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether the gateway from the tenant to the directory loses or doubles anything. */
@Command(
    name = "provisioning",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "An initial cycle of a simulated tenant's provisioning jobs through the broker into a",
      "simulated directory, on PostgreSQL. The broker is killed at random moments and both sides",
      "fail at random; then people change. At the end registry, tenant and directory are",
      "compared. With --guests instead: guests who sign in before, while and after they are",
      "provisioned, over two brokers. Ends with 1 on any disagreement."
    })
final class ProvisioningLoad implements Callable<Integer> {

  @Option(names = "--broker", required = true, description = "The broker's quarkus-run.jar.")
  private Path broker = Path.of("quarkus-run.jar");

  @Option(names = "--users", description = "Users. Default: ${DEFAULT-VALUE}")
  private int users = 100_000;

  @Option(names = "--groups", description = "Groups. Default: ${DEFAULT-VALUE}")
  private int groups = 2_000;

  @Option(names = "--kills", description = "Kills of a broker. Default: ${DEFAULT-VALUE}")
  private int kills = 20;

  @Option(names = "--nodes", description = "Brokers, 1 to 9. Default: ${DEFAULT-VALUE}")
  private int nodes = 1;

  @Option(
      names = "--faults",
      description = "Share of requests with each kind of fault. Default: ${DEFAULT-VALUE}")
  private double faults = 0.002;

  @Option(names = "--seed", description = "Of everything random. Default: another each time")
  private long seed = new SecureRandom().nextInt(1_000_000);

  @Option(names = "--guests", description = "So many guests in every order of the two ways.")
  private int guests;

  @Option(names = "--concurrency", description = "Logins at a time. Default: ${DEFAULT-VALUE}")
  private int concurrency = 4;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ProvisioningLoad()).execute(arguments));
  }

  @Override
  public Integer call()
      throws IOException, InterruptedException, SQLException, GeneralSecurityException {
    boolean good =
        guests > 0
            ? Interleaving.run(broker, guests, concurrency, seed, System.out)
            : GatewayRun.run(
                broker, new GatewayRun.Size(users, groups, kills, nodes, faults, seed), System.out);
    return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
