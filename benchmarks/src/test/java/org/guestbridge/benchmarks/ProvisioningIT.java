package org.guestbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The gateway as it is shipped, from a simulated tenant into a simulated directory: the short form
 * of {@code benchmarks/provisioning}, whose output it prints. Both tests have the same two brokers;
 * the second one goes on where the first ended.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ProvisioningIT {

  private static final Path JAR =
      Path.of("..", "quarkus-app", "target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
  private static final int NODES = 2;
  private static final GatewayRun.Size SIZE =
      new GatewayRun.Size(5_000, 100, 3, NODES, 0.002, new SecureRandom().nextInt(1_000_000));

  private static GatewaySite site;
  private static GatewayRun run;

  @BeforeAll
  static void start() throws Exception {
    site = GatewaySite.start(JAR, SIZE.seed(), Roster.groups(SIZE.groups()), NODES);
    run = GatewayRun.on(site, SIZE, System.out);
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  @Test
  @Order(1)
  void initialCycleWhenBrokersAreKilledAndBothSidesFailThenEverythingAgrees() throws Exception {
    assertThat(run.run()).as("seed %d", SIZE.seed()).isTrue();
  }

  @Test
  @Order(2)
  void guestsWhenProvisionedBeforeAndAfterTheyFirstSignInThenOneAliasEach() throws Exception {
    assertThat(Interleaving.after(run, site, 200, System.out)).as("seed %d", SIZE.seed()).isTrue();
  }
}
