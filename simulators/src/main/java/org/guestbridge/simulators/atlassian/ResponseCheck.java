package org.guestbridge.simulators.atlassian;

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
final class ResponseCheck {
  private static final List<String> RESPONSE_ORDER =
      List.of("Issuer", "Signature", "Status", "Assertion");
  private static final List<String> ASSERTION_ORDER =
      List.of(
          "Issuer", "Signature", "Subject", "Conditions", "AuthnStatement", "AttributeStatement");

  private final IdentityProvider identityProvider;
  private final String entityId;
  private final String assertionConsumer;
  private final Switches switches;
  private final Duration skew;
  private final Instant now;

  ResponseCheck(
      IdentityProvider identityProvider,
      Connection connection,
      Switches switches,
      Duration skew,
      Clock clock) {
    this.identityProvider = identityProvider;
    this.entityId = connection.entityId();
    this.assertionConsumer = connection.assertionConsumer();
    this.switches = switches;
    this.skew = skew;
    this.now = clock.instant();
  }

  /** The status codes from the outermost inwards, at most eight. */
  static List<String> statusCodes(Element response) throws LoginRefused {
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
  ReadAssertion read(Element response, Element assertion) throws LoginRefused {
    requireOrder(response, RESPONSE_ORDER);
    requireOrder(assertion, ASSERTION_ORDER);
    requireHead(response);
    requireHead(assertion);
    requireIssuer(response);
    requireIssuer(assertion);
    if (!Saml.attribute(response, "Destination").equals(Optional.of(assertionConsumer))) {
      throw new LoginRefused(LoginFailure.WRONG_DESTINATION, response.getAttribute("Destination"));
    }
    requireConditions(Saml.required(assertion, Saml.ASSERTION, "Conditions"));
    requireAuthentication(assertion);
    Element subject = Saml.required(assertion, Saml.ASSERTION, "Subject");
    Optional<String> inResponseTo = bearer(subject);
    if (!inResponseTo.equals(Saml.attribute(response, "InResponseTo"))) {
      throw new LoginRefused(
          LoginFailure.UNKNOWN_IN_RESPONSE_TO, "Response and SubjectConfirmationData differ");
    }
    Element nameId = Saml.required(subject, Saml.ASSERTION, "NameID");
    return new ReadAssertion(
        assertion.getAttribute("ID"),
        Saml.text(nameId),
        Saml.attribute(nameId, "Format"),
        inResponseTo,
        attributes(assertion));
  }

  private static void requireOrder(Element parent, List<String> order) throws LoginRefused {
    int reached = 0;
    for (Element child : Saml.children(parent)) {
      int place = order.indexOf(child.getLocalName());
      if (place < reached) {
        throw new LoginRefused(
            LoginFailure.WRONG_STRUCTURE,
            child.getTagName() + " is out of place in " + parent.getLocalName());
      }
      reached = place;
    }
  }

  private void requireHead(Element message) throws LoginRefused {
    if (!Saml.attribute(message, "Version").equals(Optional.of("2.0"))) {
      throw new LoginRefused(LoginFailure.WRONG_VERSION, message.getAttribute("Version"));
    }
    if (message.getAttribute("ID").isEmpty()) {
      throw new LoginRefused(LoginFailure.WRONG_STRUCTURE, "no ID");
    }
    if (time(message, "IssueInstant").isAfter(now.plus(skew))) {
      throw new LoginRefused(LoginFailure.NOT_YET_VALID, "IssueInstant");
    }
  }

  private void requireIssuer(Element message) throws LoginRefused {
    String issuer = Saml.text(Saml.required(message, Saml.ASSERTION, "Issuer"));
    if (switches.isOn(Switch.CHECK_ISSUER) && !issuer.equals(identityProvider.entityId())) {
      throw new LoginRefused(LoginFailure.WRONG_ISSUER, issuer);
    }
  }

  private void requireConditions(Element conditions) throws LoginRefused {
    requireBegun(conditions, "NotBefore");
    requireNotOver(conditions, "NotOnOrAfter");
    List<Element> restrictions = Saml.children(conditions, Saml.ASSERTION, "AudienceRestriction");
    if (restrictions.isEmpty()) {
      throw new LoginRefused(LoginFailure.WRONG_AUDIENCE, "no AudienceRestriction");
    }
    // Several restrictions must each name us: saml-core 2.5.1.4.
    for (Element restriction : restrictions) {
      List<String> audiences = new ArrayList<>();
      for (Element audience : Saml.children(restriction, Saml.ASSERTION, "Audience")) {
        audiences.add(Saml.text(audience));
      }
      if (!audiences.contains(entityId)) {
        throw new LoginRefused(
            LoginFailure.WRONG_AUDIENCE, audiences + " was not a valid audience");
      }
    }
  }

  private void requireAuthentication(Element assertion) throws LoginRefused {
    List<Element> statements = Saml.children(assertion, Saml.ASSERTION, "AuthnStatement");
    if (statements.isEmpty()) {
      throw new LoginRefused(LoginFailure.NO_AUTHENTICATION_STATEMENT, "no AuthnStatement");
    }
    for (Element statement : statements) {
      requireBegun(statement, "AuthnInstant");
      if (statement.hasAttribute("SessionNotOnOrAfter")) {
        requireNotOver(statement, "SessionNotOnOrAfter");
      }
    }
  }

  /** The InResponseTo of the bearer confirmation. */
  private Optional<String> bearer(Element subject) throws LoginRefused {
    List<Element> bearers =
        Saml.children(subject, Saml.ASSERTION, "SubjectConfirmation").stream()
            .filter(confirmation -> confirmation.getAttribute("Method").equals(Saml.BEARER))
            .toList();
    if (bearers.size() != 1) {
      throw new LoginRefused(
          LoginFailure.NO_BEARER_CONFIRMATION, bearers.size() + " bearer confirmations");
    }
    Element data = Saml.required(bearers.get(0), Saml.ASSERTION, "SubjectConfirmationData");
    if (!Saml.attribute(data, "Recipient").equals(Optional.of(assertionConsumer))) {
      throw new LoginRefused(LoginFailure.WRONG_RECIPIENT, data.getAttribute("Recipient"));
    }
    if (data.hasAttribute("NotBefore")) {
      throw new LoginRefused(
          LoginFailure.NO_BEARER_CONFIRMATION, "a bearer confirmation must not have NotBefore");
    }
    requireNotOver(data, "NotOnOrAfter");
    return Saml.attribute(data, "InResponseTo");
  }

  private void requireBegun(Element element, String attribute) throws LoginRefused {
    // A time that is exactly the skew ahead is accepted.
    if (time(element, attribute).isAfter(now.plus(skew))) {
      throw new LoginRefused(LoginFailure.NOT_YET_VALID, element.getLocalName() + "@" + attribute);
    }
  }

  private void requireNotOver(Element element, String attribute) throws LoginRefused {
    // "On or after": a time that is exactly the skew behind is over.
    if (!now.minus(skew).isBefore(time(element, attribute))) {
      throw new LoginRefused(LoginFailure.EXPIRED, element.getLocalName() + "@" + attribute);
    }
  }

  private static Instant time(Element element, String attribute) throws LoginRefused {
    try {
      return Instant.parse(element.getAttribute(attribute));
    } catch (DateTimeParseException malformed) {
      throw new LoginRefused(
          LoginFailure.WRONG_STRUCTURE, element.getLocalName() + " has no time " + attribute);
    }
  }

  private static Map<String, List<String>> attributes(Element assertion) throws LoginRefused {
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
