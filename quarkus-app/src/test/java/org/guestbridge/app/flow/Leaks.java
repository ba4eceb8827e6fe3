package org.guestbridge.app.flow;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds what must never be in a log. */
final class Leaks {

  /** Part of every personal value and secret of these tests. */
  static final String CANARY = "c4n4ry";

  /** The beginning of every SAML message, and of one in base64. */
  private static final List<String> ALWAYS = List.of("<saml", "phnhbw", CANARY);

  /** The beginning of every JWT: random letters in the middle of a public key are none. */
  private static final Pattern TOKEN = Pattern.compile("(?<![A-Za-z0-9+/_-])eyJ");

  private Leaks() {}

  /** The lines that hold a canary, a token, a message or one of {@code secrets}. */
  static List<String> in(Collection<String> lines, Collection<String> secrets) {
    return lines.stream().filter(line -> leaks(line, secrets)).toList();
  }

  private static boolean leaks(String line, Collection<String> secrets) {
    String folded = line.toLowerCase(Locale.ROOT);
    return ALWAYS.stream().anyMatch(folded::contains)
        || TOKEN.matcher(line).find()
        || secrets.stream().anyMatch(line::contains);
  }
}
