package org.guestbridge.keycloak.upstream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.datatype.XMLGregorianCalendar;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.keycloak.release.FreshSignIn;
import org.guestbridge.realm.login.LoginPolicy;
import org.guestbridge.realm.saml.SamlPerson;
import org.jspecify.annotations.Nullable;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.ConditionsType;
import org.keycloak.dom.saml.v2.assertion.NameIDType;

/**
 * An assertion that Keycloak verified: signature, issuer, recipient, request and times. Keycloak
 * lets an assertion without conditions pass; here its end and its audience have to be there, and an
 * assertion that nobody asked for is refused.
 */
final class SamlMessage {

  private static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
  private static final int MAX_ATTRIBUTES = 200;
  private static final int MAX_VALUES = 1_000;
  private static final int MAX_NAME = 512;
  private static final int MAX_VALUE = 2_048;

  private SamlMessage() {}

  static UpstreamMessage read(AssertionType assertion, ServiceProvider us, LoginPolicy policy)
      throws RefusalException {
    if (us.request().isEmpty()) {
      throw UpstreamMessage.unsolicited();
    }
    Instant end = end(assertion.getConditions());
    if (us.asked().isPresent()) {
      requireFresh(us.asked().get(), assertion);
    }
    SamlPerson person = policy.person(attributes(assertion), persistentId(assertion, us));
    Evidence evidence =
        new Evidence.Assertion(
            policy.upstream(), person.account(), instant(assertion.getIssueInstant()));
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.UPSTREAM_MESSAGE, us.provider(), present(assertion.getID()), end);
    return new UpstreamMessage(
        VerifiedIdentity.attested(evidence, person.subject(), person.profile()), mark);
  }

  private static Instant end(@Nullable ConditionsType conditions) throws RefusalException {
    if (conditions == null || conditions.getNotOnOrAfter() == null) {
      throw new RefusalException(Code.ASSERTION_TIME, "the assertion has no end");
    }
    if (conditions.getConditions().stream().noneMatch(AudienceRestrictionType.class::isInstance)) {
      throw new RefusalException(Code.ASSERTION_AUDIENCE, "the assertion has no audience");
    }
    return instant(conditions.getNotOnOrAfter());
  }

  private static Instant instant(@Nullable XMLGregorianCalendar time) throws RefusalException {
    if (time == null) {
      throw new RefusalException(Code.ASSERTION_TIME, "the assertion lacks a time");
    }
    return time.toGregorianCalendar().toInstant();
  }

  /** Each statement has to say that the person signed in after the client asked. */
  private static void requireFresh(FreshSignIn asked, AssertionType assertion)
      throws RefusalException {
    List<AuthnStatementType> statements =
        assertion.getStatements().stream()
            .filter(AuthnStatementType.class::isInstance)
            .map(AuthnStatementType.class::cast)
            .toList();
    if (statements.isEmpty()) {
      throw stale("the assertion does not say when the person signed in");
    }
    for (AuthnStatementType statement : statements) {
      if (!asked.isMetBy(instant(statement.getAuthnInstant()), Instant.now())) {
        throw stale("the sign-in is older than was asked for, or in the future");
      }
    }
  }

  private static RefusalException stale(String detail) {
    return new RefusalException(Code.ASSERTION_FRESHNESS, detail);
  }

  private static String present(@Nullable String id) throws RefusalException {
    if (id == null || id.isEmpty()) {
      throw new RefusalException(Code.RESPONSE_INVALID, "the assertion has no ID");
    }
    return id;
  }

  /** A persistent NameID that the provider made, and made for us (SAML core 8.3.7). */
  private static Optional<String> persistentId(AssertionType assertion, ServiceProvider us) {
    boolean named = assertion.getSubject() != null && assertion.getSubject().getSubType() != null;
    return named && assertion.getSubject().getSubType().getBaseID() instanceof NameIDType nameId
        ? Optional.of(nameId)
            .filter(id -> id.getFormat() != null && id.getFormat().toString().equals(PERSISTENT))
            .filter(id -> isAbsentOr(us.provider(), id.getNameQualifier()))
            .filter(id -> isAbsentOr(us.entityId(), id.getSPNameQualifier()))
            .map(NameIDType::getValue)
        : Optional.empty();
  }

  private static boolean isAbsentOr(String expected, @Nullable String qualifier) {
    return qualifier == null || qualifier.equals(expected);
  }

  private static Map<String, List<String>> attributes(AssertionType assertion)
      throws RefusalException {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (AttributeStatementType statement : assertion.getAttributeStatements()) {
      for (AttributeStatementType.ASTChoiceType choice : statement.getAttributes()) {
        @Nullable AttributeType attribute = choice.getAttribute();
        @Nullable String name = attribute == null ? null : attribute.getName();
        if (attribute == null || name == null || name.isBlank() || name.length() > MAX_NAME) {
          throw malformed("an attribute is encrypted, or its name is missing or too long");
        }
        if (attributes.size() == MAX_ATTRIBUTES || attributes.containsKey(name)) {
          throw malformed("an attribute stands twice, or there are more than 200");
        }
        attributes.put(name, values(attribute));
      }
    }
    return attributes;
  }

  private static List<String> values(AttributeType attribute) throws RefusalException {
    if (attribute.getAttributeValue().size() > MAX_VALUES) {
      throw malformed("an attribute has more than 1,000 values");
    }
    List<String> values = new ArrayList<>();
    for (Object value : attribute.getAttributeValue()) {
      if (!(value instanceof String text) || text.length() > MAX_VALUE) {
        throw malformed("a value is no text, or is longer than 2,048 characters");
      }
      values.add(text);
    }
    return values;
  }

  private static RefusalException malformed(String detail) {
    return new RefusalException(Code.ASSERTION_ATTRIBUTES, detail);
  }
}
