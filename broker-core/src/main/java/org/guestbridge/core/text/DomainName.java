package org.guestbridge.core.text;

import java.util.Locale;
import java.util.Optional;

/**
 * A DNS domain name in its one normal form: lower case A-labels, at least two of them, no trailing
 * dot, at most 253 characters (RFC 1035 section 2.3.4, RFC 5890 section 2.3.2.1).
 *
 * <p>Unicode names are refused, not converted: {@code java.net.IDN} folds {@code straße} to {@code
 * strasse}, which is another partner.
 *
 * @param value the name in normal form
 */
public record DomainName(String value) implements Comparable<DomainName> {

  /** Longest name accepted, in characters. */
  public static final int MAX_LENGTH = 253;

  private static final int MAX_LABEL_LENGTH = 63;

  public DomainName {
    if (!isNormal(value)) {
      throw new IllegalArgumentException("not a domain name in normal form");
    }
  }

  /**
   * Reads an untrusted name, folding ASCII case only.
   *
   * @return the name, or empty when it is not a legal domain of A-labels
   */
  public static Optional<DomainName> parse(String text) {
    if (text.length() > MAX_LENGTH || !Ascii.isPrintable(text)) {
      return Optional.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return isNormal(lower) ? Optional.of(new DomainName(lower)) : Optional.empty();
  }

  /** Whether this is {@code other} or lies below it. */
  public boolean isWithin(DomainName other) {
    return value.equals(other.value) || isBelow(other);
  }

  /** Whether this lies strictly below {@code other}. */
  public boolean isBelow(DomainName other) {
    return value.endsWith("." + other.value);
  }

  @Override
  public int compareTo(DomainName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isNormal(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    String[] labels = text.split("\\.", -1);
    if (labels.length < 2) {
      return false;
    }
    for (String label : labels) {
      if (!isNormalLabel(label)) {
        return false;
      }
    }
    String top = labels[labels.length - 1];
    return !top.chars().allMatch(Ascii::isDigit);
  }

  private static boolean isNormalLabel(String label) {
    return !label.isEmpty()
        && label.length() <= MAX_LABEL_LENGTH
        && label.charAt(0) != '-'
        && label.charAt(label.length() - 1) != '-'
        && label.chars().allMatch(c -> Ascii.isLowerLetter(c) || Ascii.isDigit(c) || c == '-');
  }
}
