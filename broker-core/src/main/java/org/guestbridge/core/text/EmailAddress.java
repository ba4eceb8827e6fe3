package org.guestbridge.core.text;

import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address in its one normal form: ASCII, lower case, dot-atom local part of at most 64
 * characters, domain of A-labels, at most 254 characters in all (RFC 5321 section 4.5.3.1, RFC 5322
 * section 3.2.3).
 *
 * <p>Quoted local parts, comments, address literals, Unicode and surrounding space are refused. An
 * address is personal data: {@link #toString()} is redacted, {@link #value()} is the deliberate way
 * to the text.
 *
 * @param local the part before the {@code @}, in normal form
 * @param domain the part after it
 */
public record EmailAddress(String local, DomainName domain) {

  /** Longest local part accepted, in characters. */
  public static final int MAX_LOCAL_LENGTH = 64;

  /** Longest address accepted, in characters. */
  public static final int MAX_LENGTH = 254;

  private static final String ATOM_MARKS = "!#$%&'*+-/=?^_`{|}~";

  public EmailAddress {
    if (!isNormalLocal(local)) {
      throw new IllegalArgumentException("not a local part in normal form");
    }
    if (local.length() + 1 + domain.value().length() > MAX_LENGTH) {
      throw new IllegalArgumentException("address is longer than 254 characters");
    }
  }

  /**
   * Reads an untrusted address, folding ASCII case only.
   *
   * @return the address, or empty when it is not one in the accepted subset
   */
  public static Optional<EmailAddress> parse(String text) {
    int at = text.indexOf('@');
    if (at < 1 || text.length() > MAX_LENGTH || text.indexOf('@', at + 1) >= 0) {
      return Optional.empty();
    }
    if (!Ascii.isPrintable(text)) {
      return Optional.empty();
    }
    String local = text.substring(0, at).toLowerCase(Locale.ROOT);
    if (!isNormalLocal(local)) {
      return Optional.empty();
    }
    return DomainName.parse(text.substring(at + 1)).map(domain -> new EmailAddress(local, domain));
  }

  /** The address as text, for release and storage; never for a log. */
  public String value() {
    return local + "@" + domain.value();
  }

  /** Whether the local part keeps to the alias alphabet {@code a-z 0-9 . _ -}. */
  public boolean isAliasSafe() {
    return local.chars().allMatch(EmailAddress::isAliasCharacter);
  }

  /** Whether {@code c} may stand in the local part of an alias. */
  public static boolean isAliasCharacter(int c) {
    return Ascii.isLowerLetter(c) || Ascii.isDigit(c) || c == '.' || c == '_' || c == '-';
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[address]";
  }

  private static boolean isNormalLocal(String local) {
    if (local.isEmpty() || local.length() > MAX_LOCAL_LENGTH) {
      return false;
    }
    if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
      return false;
    }
    return local.chars().allMatch(EmailAddress::isNormalLocalCharacter);
  }

  private static boolean isNormalLocalCharacter(int c) {
    return Ascii.isLowerLetter(c) || Ascii.isDigit(c) || c == '.' || ATOM_MARKS.indexOf(c) >= 0;
  }
}
