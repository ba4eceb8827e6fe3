package org.guestbridge.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * The public-key cryptography that no implementation of a login can leave out, by the JDK's own
 * provider: one RSA-2048 signature with SHA-256 (the assertion) and one RSA-2048 verification (the
 * ID token), each over 1,024 bytes. Digests of the XML and AES-GCM for the cookie are not counted:
 * together they are below a hundredth of it. Measured as CPU time of the thread that does it.
 */
final class CryptographicFloor {

  private static final String ALGORITHM = "SHA256withRSA";
  private static final int WARM_UP = 2_000;

  private final KeyPair keys;
  private final byte[] content = new byte[1_024];
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  CryptographicFloor() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    keys = generator.generateKeyPair();
  }

  /** CPU milliseconds a login, over {@code rounds} rounds of {@code logins}. */
  Spread measure(int rounds, int logins) throws GeneralSecurityException {
    round(WARM_UP);
    List<Double> measured = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      measured.add(round(logins));
    }
    return Spread.of(measured);
  }

  private double round(int logins) throws GeneralSecurityException {
    long start = threads.getCurrentThreadCpuTime();
    for (int login = 0; login < logins; login++) {
      content[0] = (byte) login;
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(keys.getPrivate());
      signer.update(content);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(keys.getPublic());
      verifier.update(content);
      if (!verifier.verify(signature)) {
        throw new GeneralSecurityException("a signature of this process does not verify");
      }
    }
    return (threads.getCurrentThreadCpuTime() - start) / 1e6 / logins;
  }
}
