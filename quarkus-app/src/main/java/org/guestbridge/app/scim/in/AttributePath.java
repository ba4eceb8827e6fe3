package org.guestbridge.app.scim.in;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;

/**
 * The path of an attribute (RFC 7644 section 3.5.2): {@code attribute}, {@code attribute.sub},
 * {@code attribute[filter]}, {@code attribute[filter].sub}, each after the URN of its schema.
 *
 * @param extension the URN of an extension; empty for the core schemas
 * @param attribute the attribute; empty for the whole extension
 * @param filter which of several values
 * @param sub the sub-attribute
 */
record AttributePath(
    Optional<String> extension,
    Optional<String> attribute,
    Optional<Filter> filter,
    Optional<String> sub) {

  /** The enterprise extension (RFC 7643 section 4.3). */
  static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private static final int MAX_LENGTH = 1_000;
  private static final Pattern PATH =
      Pattern.compile(
          "(?:(urn:[^\\s\\[\\]\"]+?):)?([A-Za-z$_][\\w$-]*)(?:\\[([^\\[\\]]*)])?(?:\\.([A-Za-z$_][\\w$-]*))?");
  private static final Pattern CORE =
      Pattern.compile("urn:ietf:params:scim:schemas:core:2\\.0:(?:user|group)");

  /** Reads a path, untrusted. */
  static AttributePath parse(String text) {
    if (isExtension(text)) {
      return new AttributePath(
          Optional.of(ENTERPRISE), Optional.empty(), Optional.empty(), Optional.empty());
    }
    Matcher matcher = PATH.matcher(text.strip());
    if (text.length() > MAX_LENGTH || !matcher.matches()) {
      throw new ScimRefusal(Code.SCIM_PATH, "A path is not one of RFC 7644 section 3.5.2.");
    }
    return new AttributePath(
        Optional.ofNullable(matcher.group(1))
            .filter(urn -> !CORE.matcher(lower(urn)).matches())
            .map(urn -> isExtension(urn) ? ENTERPRISE : urn),
        Optional.of(matcher.group(2)),
        Optional.ofNullable(matcher.group(3)).map(filter -> Filter.parse(filter, Code.SCIM_PATH)),
        Optional.ofNullable(matcher.group(4)));
  }

  /** Whether {@code urn} is the enterprise extension, spelt right or as Entra sometimes does. */
  static boolean isExtension(String urn) {
    String lower = lower(urn);
    return lower.equals(lower(ENTERPRISE))
        || lower.equals("urn:ietf:params:scim:schemas:extension:enterprise:2.0user");
  }

  /** Whether the path is about this attribute of the core schema. */
  boolean isAbout(String name) {
    return extension.isEmpty() && attribute.filter(name::equalsIgnoreCase).isPresent();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
