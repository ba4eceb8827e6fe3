package org.guestbridge.realm;

import java.util.regex.Pattern;

/** The form of an upstream's or downstream's name: it stands in URLs and in the audit log. */
public final class ConnectionName {

  /** The names allowed. */
  public static final String PATTERN = "[a-z][a-z0-9-]{0,31}";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private ConnectionName() {}

  /** Whether {@code text} may name an upstream or a downstream. */
  public static boolean isLegal(String text) {
    return COMPILED.matcher(text).matches();
  }

  static void require(String name) {
    if (!isLegal(name)) {
      throw new IllegalArgumentException("not the name of a connection");
    }
  }
}
