package org.guestbridge.realm;

import java.util.Optional;

/**
 * How a SAML identity provider calls what the rules read. An absent name is never read.
 *
 * @param mail the person's mail address
 * @param signInName the name the person signs in with; used to notice a changed human
 * @param displayName the name to show
 * @param givenName the given name
 * @param surname the family name
 * @param groups the groups, one value each
 * @param roles the roles, one value each
 */
public record SamlAttributes(
    Optional<String> mail,
    Optional<String> signInName,
    Optional<String> displayName,
    Optional<String> givenName,
    Optional<String> surname,
    Optional<String> groups,
    Optional<String> roles) {

  private static final String IDENTITY = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  /** The names that Microsoft's products use (learn.microsoft.com, "SAML token claims"). */
  public static final SamlAttributes DEFAULTS =
      new SamlAttributes(
          Optional.of(IDENTITY + "emailaddress"),
          Optional.of(IDENTITY + "name"),
          Optional.of("http://schemas.microsoft.com/identity/claims/displayname"),
          Optional.of(IDENTITY + "givenname"),
          Optional.of(IDENTITY + "surname"),
          Optional.of("http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"),
          Optional.of("http://schemas.microsoft.com/ws/2008/06/identity/claims/role"));
}
