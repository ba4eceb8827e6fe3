package org.guestbridge.core.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.core.text.AsciiFolding;
import org.guestbridge.core.text.DomainName;

/**
 * What a template may do to a value. A filter that has nothing to give makes the whole template
 * give nothing.
 */
enum Filter {
  /** The part before the one {@code @}. */
  LOCAL("local"),
  /** The domain after the one {@code @}, in normal form; a domain by itself stays. */
  DOMAIN("domain"),
  /** The first word outside parentheses, without a comma at its end. */
  FIRST("first"),
  /** The last word outside parentheses, without a comma at its end. */
  LAST("last"),
  /** Lower case. */
  LOWER("lower"),
  /** Upper case. */
  UPPER("upper"),
  /** Folded to {@code a-z 0-9}, everything else one hyphen, none at the ends. */
  SLUG("slug"),
  /**
   * The first eight hexadecimal characters of the SHA-256 of the UTF-8 bytes. It tells values
   * apart; it does not hide them, since a guess can be hashed too.
   */
  HASH8("hash8");

  private final String text;

  Filter(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  static Optional<Filter> parse(String name) {
    for (Filter filter : values()) {
      if (filter.text.equals(name)) {
        return Optional.of(filter);
      }
    }
    return Optional.empty();
  }

  Optional<String> apply(String value) {
    Optional<String> result =
        switch (this) {
          case LOCAL -> local(value);
          case DOMAIN -> FieldReader.domainOf(value).map(DomainName::value);
          case FIRST -> NameWords.of(value).stream().findFirst();
          case LAST -> last(NameWords.of(value));
          case LOWER -> Optional.of(value.toLowerCase(Locale.ROOT));
          case UPPER -> Optional.of(value.toUpperCase(Locale.ROOT));
          case SLUG -> Optional.of(slug(value));
          case HASH8 -> Optional.of(hash8(value));
        };
    return result.filter(text -> !text.isBlank());
  }

  private static Optional<String> local(String value) {
    int at = value.indexOf('@');
    return at < 1 || value.indexOf('@', at + 1) >= 0
        ? Optional.empty()
        : Optional.of(value.substring(0, at));
  }

  private static Optional<String> last(List<String> words) {
    return words.isEmpty() ? Optional.empty() : Optional.of(words.get(words.size() - 1));
  }

  private static String slug(String value) {
    String folded = AsciiFolding.transliterate(value);
    StringBuilder slug = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        slug.append(c);
      } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    if (slug.length() > 0 && slug.charAt(slug.length() - 1) == '-') {
      slug.setLength(slug.length() - 1);
    }
    return slug.toString();
  }

  private static String hash8(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
