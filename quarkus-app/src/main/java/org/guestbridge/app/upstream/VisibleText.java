package org.guestbridge.app.upstream;

/** The printable ASCII of OAuth's protocol values, space to tilde (RFC 6749 appendix A, VSCHAR). */
public final class VisibleText {

  private VisibleText() {}

  /** Whether {@code text} is one to {@code maximum} printable ASCII characters. */
  public static boolean is(String text, int maximum) {
    return !text.isEmpty()
        && text.length() <= maximum
        && text.chars().allMatch(character -> character >= 0x20 && character <= 0x7e);
  }
}
