package org.guestbridge.app.login;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.app.downstream.saml.AuthnRequest;
import org.guestbridge.core.text.RealmId;

/** Transactions and seals for tests. */
final class Transactions {

  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  static final String ID = "67404f20AAAAAAAAAAAAAAAAAAAAAAAAA";
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
        requested("_0123456789abcdef", "https://example.atlassian.net/"),
        "entra",
        "n".repeat(43),
        "v".repeat(43),
        Optional.empty(),
        start,
        "0123456789abcdef");
  }

  private static SignInPurpose requested(String requestId, String relayState) {
    return new SignInPurpose.Requested(
        new AuthnRequest("atlassian", 0, requestId, Optional.of(relayState), false));
  }

  static PendingChoice choice() {
    return new PendingChoice(
        ID,
        new SignInPurpose.Started("atlassian", Optional.of("https://example.atlassian.net/")),
        Optional.of("anna@partner.example"),
        START,
        "0123456789abcdef");
  }

  /** Everything as long as its own check lets it become. */
  static LoginTransaction maximal() {
    return new LoginTransaction(
        ID,
        maximalPurpose(),
        "u".repeat(MAX_NAME),
        "n".repeat(43),
        "v".repeat(43),
        Optional.of(ID),
        START,
        "0123456789abcdef");
  }

  static PendingChoice maximalChoice() {
    return new PendingChoice(
        ID,
        maximalPurpose(),
        Optional.of("h".repeat(PendingChoice.MAX_HINT_BYTES)),
        START,
        "0123456789abcdef");
  }

  static PendingLogout maximalLogout() {
    return new PendingLogout(
        ID,
        "u".repeat(MAX_NAME),
        "d".repeat(MAX_NAME),
        "_" + "i".repeat(MAX_REQUEST_ID - 1),
        Optional.of("\u00e9".repeat(256)),
        START);
  }

  private static SignInPurpose maximalPurpose() {
    return new SignInPurpose.Requested(
        new AuthnRequest(
            "d".repeat(MAX_NAME),
            65_535,
            "_" + "i".repeat(MAX_REQUEST_ID - 1),
            Optional.of("\u00e9".repeat(256)),
            true));
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
