package org.guestbridge.app.login;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.core.text.RealmId;

/** Transactions and seals for tests. */
final class Transactions {

  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  static final String ID = "67404f20AAAAAAAAAAAAAAAAAAAAAA";
  static final SecureRandom RANDOM = new SecureRandom();

  private static final int MAX_NAME = 32;
  private static final int MAX_REQUEST_ID = 256;

  private Transactions() {}

  static LoginTransaction ordinary() {
    return with(ID, START);
  }

  static LoginTransaction with(String id, Instant start) {
    return new LoginTransaction(
        id,
        "atlassian",
        0,
        "_0123456789abcdef",
        Optional.of("https://example.atlassian.net/"),
        "entra",
        "n".repeat(43),
        "v".repeat(43),
        false,
        start,
        "0123456789abcdef");
  }

  /** Everything as long as its own check lets it become. */
  static LoginTransaction maximal() {
    return new LoginTransaction(
        ID,
        "d".repeat(MAX_NAME),
        65_535,
        "_" + "i".repeat(MAX_REQUEST_ID - 1),
        Optional.of("\u00e9".repeat(256)),
        "u".repeat(MAX_NAME),
        "n".repeat(43),
        "v".repeat(43),
        true,
        START,
        "0123456789abcdef");
  }

  static TransactionSeal seal(String realm) {
    return new TransactionSeal(key(7), new RealmId(realm), RANDOM);
  }

  static SecretKey key(int fill) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return new SecretKeySpec(bytes, "AES");
  }
}
