package org.guestbridge.core.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Folds text to ASCII, independent of the default locale.
 *
 * <p>{@link #lowerCase} is for comparing identifiers: it touches {@code A-Z} only, so that the
 * Kelvin sign or a dotless i never becomes somebody else's letter. {@link #transliterate} is for
 * making readable names out of untrusted text: it maps different texts to the same one on purpose,
 * so its result must never be compared to find out who somebody is.
 */
public final class AsciiFolding {

  private AsciiFolding() {}

  /** Lower-cases {@code A-Z} and leaves every other character as it is. */
  public static String lowerCase(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return folded.toString();
  }

  /**
   * Compatibility-normalises (NFKC, Unicode Standard Annex 15), lower-cases and replaces Latin
   * letters by their ASCII base: {@code ü} by {@code u}, {@code ß} by {@code ss}, {@code æ} by
   * {@code ae}, {@code ø} by {@code o}, {@code ł} by {@code l}. Characters without an ASCII base
   * stay.
   */
  public static String transliterate(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return lowerCase(text);
    }
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String decomposed = Normalizer.normalize(compatible, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !isMark(c))
        .forEach(
            c -> {
              String base = baseOf(c);
              if (base.isEmpty()) {
                folded.appendCodePoint(c);
              } else {
                folded.append(base);
              }
            });
    return folded.toString();
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** The ASCII base of a lower case Latin letter that has no decomposition; empty when none. */
  private static String baseOf(int c) {
    return switch (c) {
      case 'ß' -> "ss";
      case 'æ' -> "ae";
      case 'œ' -> "oe";
      case 'ø' -> "o";
      case 'ł' -> "l";
      case 'đ', 'ð' -> "d";
      case 'þ' -> "th";
      case 'ħ' -> "h";
      case 'ı' -> "i";
      case 'ŋ' -> "n";
      case 'ŧ' -> "t";
      case 'ĸ' -> "k";
      default -> "";
    };
  }
}
