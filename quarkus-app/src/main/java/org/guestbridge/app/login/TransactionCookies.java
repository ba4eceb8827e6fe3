package org.guestbridge.app.login;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * The cookies that carry login transactions and pending choices, one each, so that two tabs never
 * mix: {@code __Host-} prefix, Secure, HttpOnly, ten minutes, at most eight a browser with the
 * oldest dropped (RFC 6265bis section 4.1.3.2).
 *
 * <p>{@code SameSite=None} only where the upstream answers by a cross-site POST; else {@code Lax}.
 * On a plain-http loopback URL, which only the demo has, the name loses its prefix and the cookie
 * keeps every other attribute.
 */
final class TransactionCookies {

  /** Most cookies one browser keeps. */
  static final int MAX_PER_BROWSER = 8;

  private static final int AGE_DIGITS = 11;
  private static final int ID_RANDOM_BYTES = 16;

  private final TransactionSeal seal;
  private final String prefix;
  private final boolean crossSitePost;
  private final SecureRandom random;

  TransactionCookies(
      TransactionSeal seal, boolean https, boolean crossSitePost, SecureRandom random) {
    this(seal, https ? "__Host-gb-" : "gb-", crossSitePost, random);
  }

  private TransactionCookies(
      TransactionSeal seal, String prefix, boolean crossSitePost, SecureRandom random) {
    this.seal = seal;
    this.prefix = prefix;
    this.crossSitePost = crossSitePost;
    this.random = random;
  }

  /**
   * Cookies of logouts. They have names of their own: a provider that is asked to log somebody out
   * calls the front-channel logout address at once, which removes the cookies of sign-ins.
   */
  static TransactionCookies ofLogouts(TransactionSeal seal, boolean https, SecureRandom random) {
    return new TransactionCookies(seal, https ? "__Host-gbo-" : "gbo-", false, random);
  }

  /**
   * A new transaction id: the millisecond it began in eleven hexadecimal digits, so that ids sort
   * by age, then 128 random bits.
   */
  String newId(Instant now) {
    byte[] bytes = new byte[ID_RANDOM_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().toHexDigits(now.toEpochMilli(), AGE_DIGITS)
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The Set-Cookie headers that store {@code transaction} and drop the oldest of a full browser.
   *
   * @param cookieHeader the request's Cookie header, untrusted
   */
  List<String> store(LoginTransaction transaction, Optional<String> cookieHeader) {
    String name = prefix + transaction.id();
    return store(name, seal.seal(transaction, name), cookieHeader);
  }

  /** As for a transaction. */
  List<String> store(PendingChoice choice, Optional<String> cookieHeader) {
    String name = prefix + choice.id();
    return store(name, seal.seal(choice, name), cookieHeader);
  }

  /** As for a transaction. */
  List<String> store(PendingLogout logout, Optional<String> cookieHeader) {
    String name = prefix + logout.id();
    return store(name, seal.seal(logout, name), cookieHeader);
  }

  /**
   * The transaction that {@code id} names.
   *
   * @param id the callback's {@code state}, untrusted
   * @param cookieHeader the request's Cookie header, untrusted
   * @throws RefusalException {@link Code#TRANSACTION_MISSING}, {@link Code#TRANSACTION_INVALID} or,
   *     at the very instant of expiry and after it, {@link Code#TRANSACTION_EXPIRED}
   */
  LoginTransaction load(String id, Optional<String> cookieHeader, Instant now)
      throws RefusalException {
    LoginTransaction transaction = seal.open(sealed(id, cookieHeader), prefix + id);
    requireUsable(transaction.id().equals(id), now, transaction.expiresAt());
    return transaction;
  }

  /**
   * The choice that {@code id} names; refused as a transaction is.
   *
   * @param id as the chooser page named it, untrusted
   */
  PendingChoice loadChoice(String id, Optional<String> cookieHeader, Instant now)
      throws RefusalException {
    PendingChoice choice = seal.openChoice(sealed(id, cookieHeader), prefix + id);
    requireUsable(choice.id().equals(id), now, choice.expiresAt());
    return choice;
  }

  /**
   * The logout that {@code id} names; refused as a transaction is.
   *
   * @param id the {@code state} that came back, untrusted
   */
  PendingLogout loadLogout(String id, Optional<String> cookieHeader, Instant now)
      throws RefusalException {
    PendingLogout logout = seal.openLogout(sealed(id, cookieHeader), prefix + id);
    requireUsable(logout.id().equals(id), now, logout.expiresAt());
    return logout;
  }

  /** Whether the browser brought a cookie of that name, whatever is in it. */
  boolean holds(String id, Optional<String> cookieHeader) {
    return ours(cookieHeader).containsKey(prefix + id);
  }

  /** The Set-Cookie headers that remove the transaction, and its choice, from the browser. */
  List<String> remove(LoginTransaction transaction) {
    return Stream.concat(Stream.of(transaction.id()), transaction.choice().stream())
        .map(id -> header(prefix + id, "", 0))
        .toList();
  }

  /** The Set-Cookie headers that remove the logout from the browser. */
  List<String> remove(PendingLogout logout) {
    return List.of(header(prefix + logout.id(), "", 0));
  }

  /** The Set-Cookie headers that remove every transaction and choice from the browser. */
  List<String> removeAll(Optional<String> cookieHeader) {
    return ours(cookieHeader).keySet().stream()
        .limit(MAX_PER_BROWSER)
        .map(name -> header(name, "", 0))
        .toList();
  }

  private List<String> store(String name, String sealed, Optional<String> cookieHeader) {
    List<String> headers = new ArrayList<>();
    List<String> present = new ArrayList<>(ours(cookieHeader).keySet());
    for (int i = 0; i <= present.size() - MAX_PER_BROWSER; i++) {
      headers.add(header(present.get(i), "", 0));
    }
    headers.add(header(name, sealed, LoginTransaction.LIFETIME.toSeconds()));
    return headers;
  }

  private String sealed(String id, Optional<String> cookieHeader) throws RefusalException {
    String sealed = ours(cookieHeader).get(prefix + id);
    if (sealed == null) {
      throw new RefusalException(Code.TRANSACTION_MISSING, "no cookie of that name came back");
    }
    return sealed;
  }

  private static void requireUsable(boolean own, Instant now, Instant expiry)
      throws RefusalException {
    if (!own) {
      throw new RefusalException(Code.TRANSACTION_INVALID, "the cookie is another transaction's");
    }
    if (!now.isBefore(expiry)) {
      throw new RefusalException(
          Code.TRANSACTION_EXPIRED, "the transaction is over ten minutes old");
    }
  }

  private String header(String name, String value, long maxAgeSeconds) {
    return name
        + "="
        + value
        + "; Path=/; Max-Age="
        + maxAgeSeconds
        + "; Secure; HttpOnly; SameSite="
        + (crossSitePost ? "None" : "Lax");
  }

  private Map<String, String> ours(Optional<String> cookieHeader) {
    TreeMap<String, String> cookies = new TreeMap<>();
    for (String pair : cookieHeader.orElse("").split(";")) {
      String trimmed = pair.strip();
      int equals = trimmed.indexOf('=');
      if (equals > 0 && trimmed.startsWith(prefix)) {
        cookies.put(trimmed.substring(0, equals), trimmed.substring(equals + 1));
      }
    }
    return cookies;
  }
}
