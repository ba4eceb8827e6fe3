package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.ASSERTION;
import static org.guestbridge.app.samlxml.SamlNames.DSIG;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.RefusalException;

/**
 * What every request begins with (SAML core 3.2.1): the attributes of its root, the Issuer and the
 * signature. Only the root carries an ID, so IDs are unique over the document.
 *
 * @param id as an NCName of at most 256 characters
 * @param issueInstant in UTC
 * @param issuer untrimmed
 * @param destination when there is one
 * @param signature when there is one, verified or not
 */
record RequestHeader(
    String id,
    Instant issueInstant,
    String issuer,
    Optional<String> destination,
    Optional<XmlElement> signature) {

  private static final String ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

  /** Reads the root's attributes and takes Issuer and Signature from its children. */
  static RequestHeader read(XmlElement root, ChildCursor children) throws RefusalException {
    String issuer = issuer(children);
    Optional<XmlElement> signature = children.next(DSIG, "Signature");
    return new RequestHeader(
        id(root),
        instant(root, "IssueInstant")
            .orElseThrow(() -> AuthnRequestGrammar.invalid("IssueInstant is missing")),
        issuer,
        root.attribute("Destination"),
        signature);
  }

  /** The instant that an attribute states, if it is there. */
  static Optional<Instant> instant(XmlElement element, String attribute) throws RefusalException {
    Optional<String> text = element.attribute(attribute);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> instant = SamlValues.instant(text.get());
    if (instant.isEmpty()) {
      throw AuthnRequestGrammar.invalid(attribute + " is not UTC or not a date");
    }
    return instant;
  }

  private static String id(XmlElement root) throws RefusalException {
    if (!root.attribute("Version").equals(Optional.of("2.0"))) {
      throw AuthnRequestGrammar.invalid("Version is not 2.0");
    }
    return root.attribute("ID")
        .filter(SamlValues::isId)
        .orElseThrow(() -> AuthnRequestGrammar.invalid("ID is missing or malformed"));
  }

  /** SAML core 2.2.5; a Format other than entity names something that is not a provider. */
  private static String issuer(ChildCursor children) throws RefusalException {
    XmlElement issuer =
        children
            .next(ASSERTION, "Issuer")
            .orElseThrow(() -> AuthnRequestGrammar.invalid("Issuer is missing"));
    ElementRules.onlyAttributes(issuer, Set.of("Format"));
    if (!issuer.attribute("Format").orElse(ENTITY).equals(ENTITY)) {
      throw AuthnRequestGrammar.invalid("Issuer has a Format other than entity");
    }
    return ElementRules.leafText(issuer);
  }
}
