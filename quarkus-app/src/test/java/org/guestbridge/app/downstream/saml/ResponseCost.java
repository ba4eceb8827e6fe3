package org.guestbridge.app.downstream.saml;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.release.ReleasedIdentity;

/** Prints what CPU one response costs beside one raw RSA-2048 signature; run by hand. */
public final class ResponseCost {

  private static final int ROUNDS = 3_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ResponseCost() {}

  /** Measures both in turn, four times. */
  public static void main(String[] arguments) throws Exception {
    SamlIdentityProvider idp = Fixture.open();
    ReleasedIdentity identity = Fixture.guest("Joe", "Doe", List.of());
    byte[] text = new byte[1_000];
    for (int i = 0; i < 4; i++) {
      double raw =
          micros(
              () -> {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(TestKeys.BROKER.privateKey());
                signature.update(text);
                signature.sign();
              });
      double whole =
          micros(() -> idp.success(Fixture.request(Optional.empty()), identity, Fixture.NOW));
      System.out.println("raw " + raw + " us, response " + whole + " us, ratio " + whole / raw);
    }
  }

  private static double micros(Step step) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < ROUNDS; i++) {
      step.run();
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1_000.0 / ROUNDS;
  }

  /** One thing to measure. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }
}
