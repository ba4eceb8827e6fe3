package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.ASSERTION;
import static org.guestbridge.app.samlxml.SamlNames.DSIG;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.samlxml.AssertionMessage.Authentication;
import org.guestbridge.app.samlxml.AssertionMessage.Conditions;
import org.guestbridge.app.samlxml.AssertionMessage.Confirmation;
import org.guestbridge.app.samlxml.AssertionMessage.NameId;
import org.guestbridge.core.problem.RefusalException;

/**
 * The positive grammar of an Assertion (SAML core 2.3.3 with the profile of web browser SSO,
 * 4.1.4.2): one subject with one confirmation, conditions, one authentication statement, at most
 * one attribute statement. Advice, further statements, encrypted ids and attributes, and a
 * confirmation that carries a key or a name of its own are refused.
 */
final class AssertionGrammar {

  private static final String ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

  private final Optional<XmlElement> signature;
  private final AssertionMessage message;

  private AssertionGrammar(XmlElement root) throws RefusalException {
    if (!root.is(ASSERTION, "Assertion")) {
      throw invalid("the root is not an Assertion");
    }
    ElementRules.onlyAttributes(root, Set.of("ID", "Version", "IssueInstant"));
    ChildCursor children = new ChildCursor(root);
    String issuer = issuer(require(children, "Issuer"));
    this.signature = children.next(DSIG, "Signature");
    ChildCursor subject = plain(require(children, "Subject"));
    Optional<NameId> nameId = nameId(subject);
    Confirmation confirmation = confirmation(require(subject, "SubjectConfirmation"));
    subject.end();
    Conditions conditions = conditions(require(children, "Conditions"));
    // The schema lets statements stand in any order; Entra puts attributes first.
    Optional<XmlElement> attributesFirst = children.next(ASSERTION, "AttributeStatement");
    Authentication authentication = authentication(require(children, "AuthnStatement"));
    Optional<XmlElement> attributes =
        attributesFirst.isPresent()
            ? attributesFirst
            : children.next(ASSERTION, "AttributeStatement");
    children.end();
    this.message =
        new AssertionMessage(
            id(root),
            requiredInstant(root, "IssueInstant"),
            issuer,
            nameId,
            confirmation,
            conditions,
            authentication,
            attributes.isPresent() ? AttributeGrammar.read(attributes.get()) : Map.of());
  }

  static AssertionGrammar read(XmlElement root) throws RefusalException {
    return new AssertionGrammar(root);
  }

  AssertionMessage message() {
    return message;
  }

  Optional<XmlElement> signature() {
    return signature;
  }

  /** The ID of a message or assertion of version 2.0. */
  static String id(XmlElement element) throws RefusalException {
    if (!element.attribute("Version").equals(Optional.of("2.0"))) {
      throw invalid("Version is not 2.0");
    }
    return element
        .attribute("ID")
        .filter(SamlValues::isId)
        .orElseThrow(() -> invalid("ID is missing or malformed"));
  }

  /** SAML core 2.2.5 and 8.3.6: an entity, and nothing that qualifies it. */
  static String issuer(XmlElement issuer) throws RefusalException {
    ElementRules.onlyAttributes(issuer, Set.of("Format"));
    if (!issuer.attribute("Format").orElse(ENTITY).equals(ENTITY)) {
      throw invalid("Issuer has a Format other than entity");
    }
    return ElementRules.leafText(issuer);
  }

  static Instant requiredInstant(XmlElement element, String name) throws RefusalException {
    return instant(element, name)
        .orElseThrow(() -> invalid("the time " + name + " is missing in " + element));
  }

  private static Optional<Instant> instant(XmlElement element, String name)
      throws RefusalException {
    return RequestHeader.instant(element, name);
  }

  private static Optional<NameId> nameId(ChildCursor subject) throws RefusalException {
    Optional<XmlElement> found = subject.next(ASSERTION, "NameID");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    XmlElement element = found.get();
    ElementRules.onlyAttributes(element, Set.of("Format", "NameQualifier", "SPNameQualifier"));
    return Optional.of(
        new NameId(
            ElementRules.leafText(element),
            element.attribute("Format"),
            element.attribute("NameQualifier"),
            element.attribute("SPNameQualifier")));
  }

  private static Confirmation confirmation(XmlElement element) throws RefusalException {
    ElementRules.onlyAttributes(element, Set.of("Method"));
    ChildCursor inside = new ChildCursor(element);
    XmlElement data = require(inside, "SubjectConfirmationData");
    inside.end();
    ElementRules.onlyAttributes(
        data, Set.of("NotBefore", "NotOnOrAfter", "Recipient", "InResponseTo", "Address"));
    ElementRules.requireEmpty(data);
    return new Confirmation(
        element.attribute("Method").orElse(""),
        instant(data, "NotBefore"),
        instant(data, "NotOnOrAfter"),
        data.attribute("Recipient"),
        data.attribute("InResponseTo"));
  }

  private static Conditions conditions(XmlElement element) throws RefusalException {
    ElementRules.onlyAttributes(element, Set.of("NotBefore", "NotOnOrAfter"));
    List<List<String>> audiences = new ArrayList<>();
    boolean unknown = false;
    new ChildCursor(element);
    for (XmlElement condition : element.children()) {
      if (condition.is(ASSERTION, "AudienceRestriction")) {
        ChildCursor inside = plain(condition);
        audiences.add(List.copyOf(inside.texts(ASSERTION, "Audience")));
        inside.end();
      } else if (condition.is(ASSERTION, "OneTimeUse")) {
        ElementRules.onlyAttributes(condition, Set.of());
        ElementRules.requireEmpty(condition);
      } else {
        unknown = true;
      }
    }
    return new Conditions(
        instant(element, "NotBefore"), instant(element, "NotOnOrAfter"), audiences, unknown);
  }

  private static Authentication authentication(XmlElement element) throws RefusalException {
    ElementRules.onlyAttributes(
        element, Set.of("AuthnInstant", "SessionIndex", "SessionNotOnOrAfter"));
    ChildCursor inside = new ChildCursor(element);
    Optional<XmlElement> locality = inside.next(ASSERTION, "SubjectLocality");
    if (locality.isPresent()) {
      ElementRules.onlyAttributes(locality.get(), Set.of("Address", "DNSName"));
      ElementRules.requireEmpty(locality.get());
    }
    ChildCursor context = plain(require(inside, "AuthnContext"));
    context.texts(ASSERTION, "AuthnContextClassRef");
    context.texts(ASSERTION, "AuthnContextDeclRef");
    context.texts(ASSERTION, "AuthenticatingAuthority");
    context.end();
    inside.end();
    return new Authentication(
        requiredInstant(element, "AuthnInstant"), instant(element, "SessionNotOnOrAfter"));
  }

  private static ChildCursor plain(XmlElement element) throws RefusalException {
    ElementRules.onlyAttributes(element, Set.of());
    return new ChildCursor(element);
  }

  private static XmlElement require(ChildCursor cursor, String name) throws RefusalException {
    return cursor
        .next(ASSERTION, name)
        .orElseThrow(() -> invalid(name + " is missing, misplaced or stands twice"));
  }

  private static RefusalException invalid(String detail) {
    return AuthnRequestGrammar.invalid(detail);
  }
}
