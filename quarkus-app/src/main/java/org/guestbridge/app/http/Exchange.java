package org.guestbridge.app.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.realm.Pages;

/**
 * What one HTTP request brings that is not of any protocol.
 *
 * @param correlationId made here, never taken from the request
 * @param cookieHeader the Cookie headers joined, untrusted
 * @param source the address of the peer, or of the client behind a trusted proxy
 * @param acceptLanguage the languages that the person reads, untrusted
 * @param locale the best of the languages that the pages offer
 * @param help the realm's own sentence on where to turn
 */
record Exchange(
    String correlationId,
    Optional<String> cookieHeader,
    String source,
    Optional<String> acceptLanguage,
    Locale locale,
    Optional<String> help) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.GERMAN);

  static String newCorrelationId() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** This exchange with the languages and the help text of the realm that it is about. */
  Exchange in(Pages pages) {
    Locale best = best(acceptLanguage, pages.locales());
    return new Exchange(
        correlationId,
        cookieHeader,
        source,
        acceptLanguage,
        best,
        Optional.ofNullable(pages.help().get(best)));
  }

  /** The best of the languages spoken without a realm. */
  static Locale localeOf(Optional<String> acceptLanguage) {
    return best(acceptLanguage, SPOKEN);
  }

  private static Locale best(Optional<String> acceptLanguage, List<Locale> offered) {
    try {
      Locale found =
          Locale.lookup(Locale.LanguageRange.parse(acceptLanguage.orElse("en")), offered);
      return found == null ? offered.get(0) : found;
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      // The JDK's parser breaks on a range of hyphens only.
      return offered.get(0);
    }
  }
}
