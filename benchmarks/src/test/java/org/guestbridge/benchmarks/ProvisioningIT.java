package org.guestbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/**
 * The gateway as it is shipped, from a simulated tenant into a simulated directory: the short form
 * of {@code benchmarks/provisioning}, whose output it prints.
 */
final class ProvisioningIT {

  private static final Path JAR =
      Path.of("..", "quarkus-app", "target", "quarkus-app", "quarkus-run.jar");

  private final long seed = new SecureRandom().nextInt(1_000_000);

  @Test
  void initialCycleWhenTheBrokerIsKilledAndBothSidesFailThenEverythingAgrees() throws Exception {
    GatewayRun.Size size = new GatewayRun.Size(5_000, 100, 3, 1, 0.002, seed);
    assertThat(GatewayRun.run(JAR.toAbsolutePath(), size, System.out)).as("seed %d", seed).isTrue();
  }

  @Test
  void guestsWhenProvisionedBeforeAndAfterTheyFirstSignInThenOneAliasEach() throws Exception {
    assertThat(Interleaving.run(JAR.toAbsolutePath(), 200, 4, seed, System.out))
        .as("seed %d", seed)
        .isTrue();
  }
}
