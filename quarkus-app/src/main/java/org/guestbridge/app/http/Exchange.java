package org.guestbridge.app.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one HTTP request brings that is not of any protocol.
 *
 * @param correlationId made here, never taken from the request
 * @param cookieHeader the Cookie headers joined, untrusted
 * @param source the address of the peer, or of the client behind a trusted proxy
 * @param locale the person's first language that the pages speak
 */
record Exchange(String correlationId, Optional<String> cookieHeader, String source, Locale locale) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.GERMAN);

  static String newCorrelationId() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The best of the spoken languages for an untrusted Accept-Language header. */
  static Locale localeOf(Optional<String> acceptLanguage) {
    try {
      Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage.orElse("en")), SPOKEN);
      return best == null ? Locale.ENGLISH : best;
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      // The JDK's parser breaks on a range of hyphens only.
      return Locale.ENGLISH;
    }
  }
}
