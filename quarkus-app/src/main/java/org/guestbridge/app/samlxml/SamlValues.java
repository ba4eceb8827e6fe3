package org.guestbridge.app.samlxml;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The simple types of SAML core 1.3. */
final class SamlValues {

  private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,255}");

  /** SAML core 1.3.3: UTC, with the Z. */
  private static final Pattern UTC =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

  private SamlValues() {}

  /** SAML core 1.3.4; 256 characters at most. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** A moment in UTC, written with a Z; empty for everything else. */
  static Optional<Instant> instant(String text) {
    if (!UTC.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
