package org.guestbridge.simulators.saml.idp;

import java.util.Optional;

/** The NameID of one person towards one service provider. */
public record IssuedName(
    String value, String format, Optional<String> nameQualifier, Optional<String> spNameQualifier) {

  public static IssuedName of(String value, String format) {
    return new IssuedName(value, format, Optional.empty(), Optional.empty());
  }
}
