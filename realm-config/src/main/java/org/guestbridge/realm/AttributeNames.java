package org.guestbridge.realm;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of the SAML attributes that a downstream reads.
 *
 * @param givenName of the given name
 * @param surname of the surname
 * @param emailAddress of the address, equal to the NameID
 * @param internalId of the immutable id; never the address
 * @param groups of the groups; none are sent when it is absent
 */
public record AttributeNames(
    String givenName,
    String surname,
    String emailAddress,
    String internalId,
    Optional<String> groups) {

  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  /** The names that Atlassian's own guides use; groups are not sent. */
  public static final AttributeNames DEFAULTS =
      new AttributeNames(
          CLAIMS + "givenname",
          CLAIMS + "surname",
          CLAIMS + "emailaddress",
          CLAIMS + "name",
          Optional.empty());

  /** Whether two attributes would be sent under one name. */
  public boolean hasRepeats() {
    Set<String> distinct = new HashSet<>(List.of(givenName, surname, emailAddress, internalId));
    return distinct.size() < 4 || groups.filter(distinct::contains).isPresent();
  }
}
