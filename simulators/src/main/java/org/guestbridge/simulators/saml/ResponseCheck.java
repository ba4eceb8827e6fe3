package org.guestbridge.simulators.saml;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * Checks what a Response and its Assertion say about issuer, audience, place and time, as the Web
 * Browser SSO profile wants it. It is stricter than the real service provider where that one only
 * checks what is present.
 */
public final class ResponseCheck {
  private static final List<String> RESPONSE_ORDER =
      List.of("Issuer", "Signature", "Status", "Assertion");
  private static final List<String> ASSERTION_ORDER =
      List.of(
          "Issuer", "Signature", "Subject", "Conditions", "AuthnStatement", "AttributeStatement");

  /**
   * What a good response must say.
   *
   * @param issuer the identity provider's entity id; empty leaves it unchecked
   * @param audience the service provider's entity id
   * @param assertionConsumer Destination and Recipient, with its query
   * @param skew how far the identity provider's clock may be off
   */
  public record Expected(
      Optional<String> issuer, String audience, String assertionConsumer, Duration skew) {}

  private final Expected expected;
  private final Duration skew;
  private final Instant now;

  public ResponseCheck(Expected expected, Clock clock) {
    this.expected = expected;
    this.skew = expected.skew();
    this.now = clock.instant();
  }

  /** The status codes from the outermost inwards, at most eight. */
  public static List<String> statusCodes(Element response) throws SamlRefused {
    List<String> codes = new ArrayList<>();
    Element status = Saml.required(response, Saml.PROTOCOL, "Status");
    Optional<Element> code = Saml.child(status, Saml.PROTOCOL, "StatusCode");
    while (code.isPresent() && codes.size() < 8) {
      codes.add(code.get().getAttribute("Value"));
      code = Saml.child(code.get(), Saml.PROTOCOL, "StatusCode");
    }
    return codes;
  }

  /** Everything but the signature, which must have been verified before. */
  public CheckedAssertion read(Element response, Element assertion) throws SamlRefused {
    requireOrder(response, RESPONSE_ORDER);
    requireOrder(assertion, ASSERTION_ORDER);
    requireHead(response);
    requireHead(assertion);
    requireIssuer(response);
    requireIssuer(assertion);
    if (!Saml.attribute(response, "Destination")
        .equals(Optional.of(expected.assertionConsumer()))) {
      throw new SamlRefused(SamlRefusal.WRONG_DESTINATION, response.getAttribute("Destination"));
    }
    requireConditions(Saml.required(assertion, Saml.ASSERTION, "Conditions"));
    requireAuthentication(assertion);
    Element subject = Saml.required(assertion, Saml.ASSERTION, "Subject");
    Optional<String> inResponseTo = bearer(subject);
    if (!inResponseTo.equals(Saml.attribute(response, "InResponseTo"))) {
      throw new SamlRefused(
          SamlRefusal.UNKNOWN_IN_RESPONSE_TO, "Response and SubjectConfirmationData differ");
    }
    Element nameId = Saml.required(subject, Saml.ASSERTION, "NameID");
    return new CheckedAssertion(
        assertion.getAttribute("ID"),
        Saml.text(nameId),
        Saml.attribute(nameId, "Format"),
        Saml.attribute(nameId, "NameQualifier"),
        Saml.attribute(nameId, "SPNameQualifier"),
        inResponseTo,
        sessionIndex(assertion),
        attributes(assertion));
  }

  private static void requireOrder(Element parent, List<String> order) throws SamlRefused {
    int reached = 0;
    for (Element child : Saml.children(parent)) {
      int place = order.indexOf(child.getLocalName());
      if (place < reached) {
        throw new SamlRefused(
            SamlRefusal.WRONG_STRUCTURE,
            child.getTagName() + " is out of place in " + parent.getLocalName());
      }
      reached = place;
    }
  }

  private void requireHead(Element message) throws SamlRefused {
    if (!Saml.attribute(message, "Version").equals(Optional.of("2.0"))) {
      throw new SamlRefused(SamlRefusal.WRONG_VERSION, message.getAttribute("Version"));
    }
    if (message.getAttribute("ID").isEmpty()) {
      throw new SamlRefused(SamlRefusal.WRONG_STRUCTURE, "no ID");
    }
    if (time(message, "IssueInstant").isAfter(now.plus(skew))) {
      throw new SamlRefused(SamlRefusal.NOT_YET_VALID, "IssueInstant");
    }
  }

  private void requireIssuer(Element message) throws SamlRefused {
    String issuer = Saml.text(Saml.required(message, Saml.ASSERTION, "Issuer"));
    if (expected.issuer().isPresent() && !expected.issuer().get().equals(issuer)) {
      throw new SamlRefused(SamlRefusal.WRONG_ISSUER, issuer);
    }
  }

  private void requireConditions(Element conditions) throws SamlRefused {
    requireBegun(conditions, "NotBefore");
    requireNotOver(conditions, "NotOnOrAfter");
    List<Element> restrictions = Saml.children(conditions, Saml.ASSERTION, "AudienceRestriction");
    if (restrictions.isEmpty()) {
      throw new SamlRefused(SamlRefusal.WRONG_AUDIENCE, "no AudienceRestriction");
    }
    // Several restrictions must each name us: saml-core 2.5.1.4.
    for (Element restriction : restrictions) {
      List<String> audiences = new ArrayList<>();
      for (Element audience : Saml.children(restriction, Saml.ASSERTION, "Audience")) {
        audiences.add(Saml.text(audience));
      }
      if (!audiences.contains(expected.audience())) {
        throw new SamlRefused(SamlRefusal.WRONG_AUDIENCE, audiences + " was not a valid audience");
      }
    }
  }

  private void requireAuthentication(Element assertion) throws SamlRefused {
    List<Element> statements = Saml.children(assertion, Saml.ASSERTION, "AuthnStatement");
    if (statements.isEmpty()) {
      throw new SamlRefused(SamlRefusal.NO_AUTHENTICATION_STATEMENT, "no AuthnStatement");
    }
    for (Element statement : statements) {
      requireBegun(statement, "AuthnInstant");
      if (statement.hasAttribute("SessionNotOnOrAfter")) {
        requireNotOver(statement, "SessionNotOnOrAfter");
      }
    }
  }

  /** The InResponseTo of the bearer confirmation. */
  private Optional<String> bearer(Element subject) throws SamlRefused {
    List<Element> bearers =
        Saml.children(subject, Saml.ASSERTION, "SubjectConfirmation").stream()
            .filter(confirmation -> confirmation.getAttribute("Method").equals(Saml.BEARER))
            .toList();
    if (bearers.size() != 1) {
      throw new SamlRefused(
          SamlRefusal.NO_BEARER_CONFIRMATION, bearers.size() + " bearer confirmations");
    }
    Element data = Saml.required(bearers.get(0), Saml.ASSERTION, "SubjectConfirmationData");
    if (!Saml.attribute(data, "Recipient").equals(Optional.of(expected.assertionConsumer()))) {
      throw new SamlRefused(SamlRefusal.WRONG_RECIPIENT, data.getAttribute("Recipient"));
    }
    if (data.hasAttribute("NotBefore")) {
      throw new SamlRefused(
          SamlRefusal.NO_BEARER_CONFIRMATION, "a bearer confirmation must not have NotBefore");
    }
    requireNotOver(data, "NotOnOrAfter");
    return Saml.attribute(data, "InResponseTo");
  }

  private void requireBegun(Element element, String attribute) throws SamlRefused {
    // A time that is exactly the skew ahead is accepted.
    if (time(element, attribute).isAfter(now.plus(skew))) {
      throw new SamlRefused(SamlRefusal.NOT_YET_VALID, element.getLocalName() + "@" + attribute);
    }
  }

  private void requireNotOver(Element element, String attribute) throws SamlRefused {
    // "On or after": a time that is exactly the skew behind is over.
    if (!now.minus(skew).isBefore(time(element, attribute))) {
      throw new SamlRefused(SamlRefusal.EXPIRED, element.getLocalName() + "@" + attribute);
    }
  }

  private static Instant time(Element element, String attribute) throws SamlRefused {
    try {
      return Instant.parse(element.getAttribute(attribute));
    } catch (DateTimeParseException malformed) {
      throw new SamlRefused(
          SamlRefusal.WRONG_STRUCTURE, element.getLocalName() + " has no time " + attribute);
    }
  }

  private static Optional<String> sessionIndex(Element assertion) {
    return Saml.children(assertion, Saml.ASSERTION, "AuthnStatement").stream()
        .flatMap(statement -> Saml.attribute(statement, "SessionIndex").stream())
        .findFirst();
  }

  private static Map<String, List<String>> attributes(Element assertion) throws SamlRefused {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (Element statement : Saml.children(assertion, Saml.ASSERTION, "AttributeStatement")) {
      for (Element attribute : Saml.children(statement, Saml.ASSERTION, "Attribute")) {
        List<String> values =
            attributes.computeIfAbsent(attribute.getAttribute("Name"), name -> new ArrayList<>());
        for (Element value : Saml.children(attribute, Saml.ASSERTION, "AttributeValue")) {
          values.add(Saml.text(value));
        }
      }
    }
    return attributes;
  }
}
