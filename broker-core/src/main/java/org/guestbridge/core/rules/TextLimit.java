package org.guestbridge.core.rules;

/** Cuts text to a length without parting a surrogate pair. */
final class TextLimit {

  private TextLimit() {}

  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean partsPair = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, partsPair ? length - 1 : length);
  }
}
