package org.guestbridge.app.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Base64;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;

class TransactionSealTest {

  private static final String NAME = "__Host-gb-" + Transactions.ID;

  private final TransactionSeal seal = Transactions.seal("example");

  @Test
  void whatIsSealedOpens() throws Exception {
    LoginTransaction transaction = Transactions.ordinary();
    assertThat(seal.open(seal.seal(transaction, NAME), NAME)).isEqualTo(transaction);
    LoginTransaction maximal = Transactions.maximal();
    assertThat(seal.open(seal.seal(maximal, NAME), NAME)).isEqualTo(maximal);
    PendingChoice choice = Transactions.choice();
    assertThat(seal.openChoice(seal.seal(choice, NAME), NAME)).isEqualTo(choice);
    PendingChoice largest = Transactions.maximalChoice();
    assertThat(seal.openChoice(seal.seal(largest, NAME), NAME)).isEqualTo(largest);
  }

  @Test
  void everyChangedByteIsRefused() {
    byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(Transactions.ordinary(), NAME));
    for (int i = 0; i < sealed.length; i++) {
      sealed[i] ^= 1;
      assertRefused(seal, encode(sealed), NAME);
      sealed[i] ^= 1;
    }
    assertThat(opens(encode(sealed))).isTrue();
  }

  @Test
  void everyShorterTextIsRefused() {
    String sealed = seal.seal(Transactions.ordinary(), NAME);
    for (int length = 0; length < sealed.length(); length++) {
      assertRefused(seal, sealed.substring(0, length), NAME);
    }
    assertRefused(seal, sealed + "A", NAME);
    assertRefused(seal, "!" + sealed.substring(1), NAME);
  }

  @Test
  void sealIsGoodForOneCookieRealmAndKeyOnly() {
    String sealed = seal.seal(Transactions.ordinary(), NAME);
    assertRefused(seal, sealed, NAME + "x");
    assertRefused(seal, sealed, NAME.replace("__Host-", ""));
    assertRefused(Transactions.seal("other"), sealed, NAME);
    assertRefused(
        new TransactionSeal(Transactions.key(8), new RealmId("example"), Transactions.RANDOM),
        sealed,
        NAME);
    assertThat(opens(sealed)).isTrue();
  }

  @Test
  void twoSealsOfOneTransactionDiffer() {
    LoginTransaction transaction = Transactions.ordinary();
    assertThat(seal.seal(transaction, NAME)).isNotEqualTo(seal.seal(transaction, NAME));
  }

  @Test
  void largestTransactionFits() {
    assertThat(seal.seal(Transactions.maximal(), NAME))
        .hasSizeLessThanOrEqualTo(TransactionSeal.MAX_LENGTH);
    assertThat(seal.seal(Transactions.maximalChoice(), NAME))
        .hasSizeLessThanOrEqualTo(TransactionSeal.MAX_LENGTH);
    assertThat(seal.seal(Transactions.maximalLogout(), NAME))
        .hasSizeLessThanOrEqualTo(TransactionSeal.MAX_LENGTH);
  }

  @Test
  void textOverTheLimitIsRefusedUnread() {
    assertRefused(seal, "A".repeat(TransactionSeal.MAX_LENGTH + 1), NAME);
  }

  @Test
  void logoutOpensAsItWasAndAsNothingElse() throws Exception {
    PendingLogout logout = Transactions.maximalLogout();
    String sealed = seal.seal(logout, NAME);

    assertThat(seal.openLogout(sealed, NAME)).isEqualTo(logout);
    assertRefused(seal, sealed, NAME);
    String transaction = seal.seal(Transactions.ordinary(), NAME);
    assertThrows(RefusalException.class, () -> seal.openLogout(transaction, NAME));
    assertThrows(RefusalException.class, () -> seal.openLogout(sealed, NAME + "x"));
  }

  private boolean opens(String sealed) {
    try {
      return seal.open(sealed, NAME).equals(Transactions.ordinary());
    } catch (RefusalException refused) {
      return false;
    }
  }

  private static void assertRefused(TransactionSeal seal, String sealed, String name) {
    RefusalException refused =
        assertThrows(RefusalException.class, () -> seal.open(sealed, name), sealed);
    assertThat(refused.code()).isEqualTo(Code.TRANSACTION_INVALID);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
