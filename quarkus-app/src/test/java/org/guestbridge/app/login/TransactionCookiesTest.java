package org.guestbridge.app.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.Test;

class TransactionCookiesTest {

  private static final String NAME = "__Host-gb-" + Transactions.ID;

  private final TransactionCookies cookies = cookies(true, true);

  @Test
  void whatWasStoredLoadsUntilTheInstantOfExpiry() throws Exception {
    Optional<String> header = Optional.of("a=b; " + pair(store(Transactions.ordinary())));
    Instant expiry = Transactions.START.plus(LoginTransaction.LIFETIME);
    assertThat(cookies.load(Transactions.ID, header, expiry.minusNanos(1)))
        .isEqualTo(Transactions.ordinary());
    assertRefused(Code.TRANSACTION_EXPIRED, Transactions.ID, header, expiry);
    assertRefused(Code.TRANSACTION_EXPIRED, Transactions.ID, header, expiry.plusSeconds(1));
  }

  @Test
  void missingAndAlteredCookiesAreTold() {
    Instant now = Transactions.START;
    String pair = pair(store(Transactions.ordinary()));
    assertRefused(Code.TRANSACTION_MISSING, Transactions.ID, Optional.empty(), now);
    assertRefused(Code.TRANSACTION_MISSING, Transactions.ID + "x", Optional.of(pair), now);
    assertRefused(Code.TRANSACTION_INVALID, Transactions.ID, Optional.of(NAME + "="), now);
    String moved = pair.replace(NAME, NAME + "x");
    assertRefused(Code.TRANSACTION_INVALID, Transactions.ID + "x", Optional.of(moved), now);
  }

  @Test
  void transactionUnderAnothersNameIsRefused() {
    TransactionSeal seal = Transactions.seal("example");
    String other = NAME + "x=" + seal.seal(Transactions.ordinary(), NAME + "x");
    assertRefused(
        Code.TRANSACTION_INVALID, Transactions.ID + "x", Optional.of(other), Transactions.START);
  }

  @Test
  void ninthTransactionDropsTheOldest() {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < TransactionCookies.MAX_PER_BROWSER - 1; i++) {
      pairs.add(0, pair(store(numbered(i))));
    }
    assertThat(cookies.store(numbered(7), Optional.of(String.join("; ", pairs)))).hasSize(1);
    pairs.add(0, pair(store(numbered(7))));
    pairs.add("other=value");
    List<String> headers = cookies.store(numbered(8), Optional.of(String.join("; ", pairs)));
    assertThat(headers).hasSize(2);
    assertThat(headers.get(0))
        .startsWith("__Host-gb-" + numbered(0).id() + "=; ")
        .contains("Max-Age=0");
    assertThat(headers.get(1)).startsWith("__Host-gb-" + numbered(8).id() + "=");
  }

  @Test
  void idsSortByAge() {
    String first = cookies.newId(Transactions.START);
    String second = cookies.newId(Transactions.START.plusMillis(1));
    assertThat(first).isLessThan(second).hasSize(33).matches("[0-9a-f]{11}[A-Za-z0-9_-]{22}");
    assertThat(cookies.newId(Transactions.START)).isNotEqualTo(first);
  }

  @Test
  void sameSiteIsNoneOnlyForCrossSitePosts() {
    String rest = "; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=";
    assertThat(store(Transactions.ordinary())).startsWith(NAME + "=").endsWith(rest + "None");
    assertThat(cookies(true, false).store(Transactions.ordinary(), Optional.empty()).get(0))
        .startsWith(NAME + "=")
        .endsWith(rest + "Lax");
  }

  @Test
  void plainHttpLosesOnlyThePrefix() {
    assertThat(cookies(false, true).store(Transactions.ordinary(), Optional.empty()).get(0))
        .startsWith("gb-" + Transactions.ID + "=")
        .endsWith("; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=None");
  }

  @Test
  void removalNamesTheSameCookie() {
    assertThat(cookies.remove(Transactions.ordinary()))
        .containsExactly(NAME + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None");
  }

  @Test
  void choiceLoadsUntilExpiryAndNeverAsATransaction() throws Exception {
    PendingChoice choice = Transactions.choice();
    String pair = pair(cookies.store(choice, Optional.empty()).get(0));
    Instant expiry = Transactions.START.plus(LoginTransaction.LIFETIME);
    assertThat(cookies.loadChoice(choice.id(), Optional.of(pair), expiry.minusNanos(1)))
        .isEqualTo(choice);
    assertRefused(Code.TRANSACTION_INVALID, choice.id(), Optional.of(pair), Transactions.START);
    assertChoiceRefused(Code.TRANSACTION_EXPIRED, Optional.of(pair), expiry);
    assertChoiceRefused(Code.TRANSACTION_MISSING, Optional.empty(), Transactions.START);
    String transaction = pair(store(Transactions.ordinary()));
    assertChoiceRefused(Code.TRANSACTION_INVALID, Optional.of(transaction), Transactions.START);
  }

  @Test
  void removingATransactionRemovesItsChoice() {
    assertThat(cookies.remove(Transactions.maximal())).hasSize(2);
  }

  @Test
  void forgettingRemovesOursAndNothingElse() {
    String header = "a=b; " + pair(store(numbered(1))) + "; " + pair(store(numbered(2)));
    assertThat(cookies.removeAll(Optional.of(header)))
        .hasSize(2)
        .allMatch(each -> each.startsWith("__Host-gb-") && each.contains("Max-Age=0"));
    assertThat(cookies.removeAll(Optional.of("a=b"))).isEmpty();
  }

  private void assertChoiceRefused(Code code, Optional<String> header, Instant now) {
    RefusalException refused =
        assertThrows(
            RefusalException.class, () -> cookies.loadChoice(Transactions.ID, header, now));
    assertThat(refused.code()).isEqualTo(code);
  }

  private static LoginTransaction numbered(int i) {
    Instant start = Transactions.START.plusSeconds(i);
    return Transactions.with("6740000" + i + "AAAAAAAAAAAAAAAAAAAAAA", start);
  }

  private String store(LoginTransaction transaction) {
    List<String> headers = cookies.store(transaction, Optional.empty());
    assertThat(headers).hasSize(1);
    return headers.get(0);
  }

  private static String pair(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  private void assertRefused(Code code, String id, Optional<String> header, Instant now) {
    RefusalException refused =
        assertThrows(RefusalException.class, () -> cookies.load(id, header, now));
    assertThat(refused.code()).isEqualTo(code);
  }

  private static TransactionCookies cookies(boolean https, boolean crossSitePost) {
    return new TransactionCookies(
        Transactions.seal("example"), https, crossSitePost, Transactions.RANDOM);
  }
}
