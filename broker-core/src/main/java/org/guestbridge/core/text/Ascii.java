package org.guestbridge.core.text;

/** Character classes of US-ASCII, independent of locale and Unicode tables. */
final class Ascii {

  private Ascii() {}

  static boolean isLowerLetter(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whether every character is in the range of the visible ASCII characters. */
  static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
