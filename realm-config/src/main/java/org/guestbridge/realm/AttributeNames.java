package org.guestbridge.realm;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The SAML attributes that a downstream is sent, by the names it reads. One without a name is not
 * sent.
 *
 * @param givenName of the given name
 * @param surname of the surname
 * @param emailAddress of the released address; never an upstream's
 * @param internalId of the immutable id; never the address
 * @param groups of the groups
 * @param format how the names are meant; when absent, a name with a colon is a URI and any other
 *     unspecified
 */
public record AttributeNames(
    Optional<String> givenName,
    Optional<String> surname,
    Optional<String> emailAddress,
    Optional<String> internalId,
    Optional<String> groups,
    Optional<Format> format) {

  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  /** The names that Atlassian's own guides use; groups are not sent. */
  public static final AttributeNames DEFAULTS =
      new AttributeNames(
          Optional.of(CLAIMS + "givenname"),
          Optional.of(CLAIMS + "surname"),
          Optional.of(CLAIMS + "emailaddress"),
          Optional.of(CLAIMS + "name"),
          Optional.empty(),
          Optional.empty());

  /** How attribute names are meant (SAML core section 8.2). */
  public enum Format {
    /** A URI. */
    URI("urn:oasis:names:tc:SAML:2.0:attrname-format:uri"),
    /** A plain name. */
    BASIC("urn:oasis:names:tc:SAML:2.0:attrname-format:basic"),
    /** Left to the reader. */
    UNSPECIFIED("urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified");

    private final String uri;

    Format(String uri) {
      this.uri = uri;
    }

    /** The name in SAML messages. */
    public String uri() {
      return uri;
    }
  }

  /** The format of {@code name}. */
  public Format formatOf(String name) {
    return format.orElse(name.contains(":") ? Format.URI : Format.UNSPECIFIED);
  }

  /** Whether two attributes would be sent under one name. */
  public boolean hasRepeats() {
    List<String> names =
        Stream.of(givenName, surname, emailAddress, internalId, groups)
            .flatMap(Optional::stream)
            .toList();
    Set<String> distinct = new HashSet<>(names);
    return distinct.size() < names.size();
  }
}
