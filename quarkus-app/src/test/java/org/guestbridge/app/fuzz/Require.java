package org.guestbridge.app.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** What several targets have in common. */
public final class Require {

  /** An RSA key that is the same in every run, so that a finding stays one. Good for tests only. */
  public static final KeyPair KEY = key();

  private Require() {}

  /** Fails when a property does not hold. */
  public static void that(boolean holds, String property) {
    if (!holds) {
      throw new AssertionError("does not hold: " + property);
    }
  }

  /** Passes a refusal on when its code is one of those documented; any other is a finding. */
  public static RefusalException documented(RefusalException refused, Code... codes) {
    that(Arrays.asList(codes).contains(refused.code()), "refused with a documented code");
    return refused;
  }

  /** Texts as seeds. */
  public static List<byte[]> seeds(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static KeyPair key() {
    try {
      SecureRandom fixed = SecureRandom.getInstance("SHA1PRNG", "SUN");
      fixed.setSeed(1);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048, fixed);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
