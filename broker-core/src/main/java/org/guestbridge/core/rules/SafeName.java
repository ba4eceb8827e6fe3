package org.guestbridge.core.rules;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.text.AsciiFolding;

/** Makes a name that may be released out of untrusted text. */
final class SafeName {

  private static final int MAX_LENGTH = 128;

  /** Prefixes that Entra puts before the sign-in name of some guests. */
  private static final List<String> PREFIXES = List.of("live.com#", "mail#", "google.com#");

  private SafeName() {}

  /** The name, or empty when nothing usable is left or it looks like an upstream address. */
  static Optional<String> of(String text) {
    String name = withoutPrefix(visible(text));
    if (name.isEmpty() || isAddressLike(name)) {
      return Optional.empty();
    }
    return Optional.of(TextLimit.cut(name, MAX_LENGTH).strip()).filter(cut -> !cut.isEmpty());
  }

  /** Strips any of the prefixes, however often. */
  static String withoutPrefix(String text) {
    String rest = text;
    boolean stripped = true;
    while (stripped) {
      stripped = false;
      for (String prefix : PREFIXES) {
        if (AsciiFolding.lowerCase(rest).startsWith(prefix)) {
          rest = rest.substring(prefix.length()).strip();
          stripped = true;
        }
      }
    }
    return rest;
  }

  private static boolean isAddressLike(String name) {
    String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
    return compatible.indexOf('@') >= 0 || AsciiFolding.lowerCase(compatible).contains("#ext#");
  }

  /** NFC, control and format characters removed, white space collapsed to single spaces. */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder(Math.min(text.length(), Template.MAX_RESULT_LENGTH));
    String bounded = TextLimit.cut(text, Template.MAX_RESULT_LENGTH);
    Normalizer.normalize(bounded, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                appendSpace(visible);
              } else if (isVisible(c)) {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString().strip();
  }

  private static void appendSpace(StringBuilder visible) {
    if (visible.length() > 0 && visible.charAt(visible.length() - 1) != ' ') {
      visible.append(' ');
    }
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
