package org.guestbridge.core.text;

import java.util.Optional;

/**
 * The name of a realm as it stands in URLs, cookies and the registry: 1 to 32 characters {@code a-z
 * 0-9 -}, beginning with a letter and not ending with a hyphen.
 *
 * @param value the name
 */
public record RealmId(String value) {

  public RealmId {
    if (!isLegal(value)) {
      throw new IllegalArgumentException("not a realm id");
    }
  }

  /** Reads an untrusted name; empty when it is not legal. */
  public static Optional<RealmId> parse(String text) {
    return isLegal(text) ? Optional.of(new RealmId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isLegal(String text) {
    return !text.isEmpty()
        && text.length() <= 32
        && Ascii.isLowerLetter(text.charAt(0))
        && !text.endsWith("-")
        && text.chars().allMatch(c -> Ascii.isLowerLetter(c) || Ascii.isDigit(c) || c == '-');
  }
}
