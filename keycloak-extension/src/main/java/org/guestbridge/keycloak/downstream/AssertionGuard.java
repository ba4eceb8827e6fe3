package org.guestbridge.keycloak.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.ConditionAbstractType;
import org.keycloak.dom.saml.v2.assertion.NameIDType;
import org.keycloak.dom.saml.v2.assertion.StatementAbstractType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;
import org.keycloak.dom.saml.v2.assertion.SubjectType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;

/**
 * The second lock: reads a finished assertion, after every mapper and just before it is signed, and
 * refuses it unless what it says is what may leave.
 *
 * <p>Holds that there is one assertion; that its NameID is the granted one in the granted format;
 * that it is for the one recipient and the one audience; that each attribute is one that was
 * released, once, with the released values; and that nothing else in it looks like an address.
 */
final class AssertionGuard {

  private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

  private AssertionGuard() {}

  /**
   * Looks a response over.
   *
   * @param recipient the address that Keycloak sends the response to
   * @throws RefusalException OUTPUT_GUARD
   */
  static void check(ResponseType response, Grant grant, String recipient) throws RefusalException {
    require(response.getAssertions().size() == 1, "there is not one assertion");
    AssertionType assertion = response.getAssertions().get(0).getAssertion();
    require(assertion != null, "the assertion is encrypted already");
    require(assertion.getAdvice() == null, "the assertion has advice");
    checkSubject(assertion.getSubject(), grant, recipient);
    checkConditions(assertion, grant);
    checkStatements(assertion.getStatements(), grant);
  }

  private static void checkSubject(SubjectType subject, Grant grant, String recipient)
      throws RefusalException {
    require(subject != null && subject.getSubType() != null, "there is no subject");
    require(
        subject.getSubType().getBaseID() instanceof NameIDType, "the subject is not named plainly");
    NameIDType nameId = (NameIDType) subject.getSubType().getBaseID();
    require(grant.nameId().equals(nameId.getValue()), "NameID is not the granted one");
    require(
        nameId.getFormat() != null
            && grant.nameIdFormat().uri().equals(nameId.getFormat().toString()),
        "NameID has another format");
    require(subject.getConfirmation().size() == 1, "there is not one confirmation");
    SubjectConfirmationType confirmation = subject.getConfirmation().get(0);
    require(BEARER.equals(confirmation.getMethod()), "confirmation is not bearer");
    require(
        confirmation.getNameID() == null && confirmation.getBaseID() == null,
        "the confirmation names somebody");
    require(
        confirmation.getSubjectConfirmationData() != null
            && recipient.equals(confirmation.getSubjectConfirmationData().getRecipient()),
        "the recipient is not the one that is answered");
  }

  private static void checkConditions(AssertionType assertion, Grant grant)
      throws RefusalException {
    require(assertion.getConditions() != null, "there are no conditions");
    List<String> audiences = new ArrayList<>();
    for (ConditionAbstractType condition : assertion.getConditions().getConditions()) {
      if (condition instanceof AudienceRestrictionType restriction) {
        restriction.getAudience().forEach(audience -> audiences.add(audience.toString()));
      }
    }
    require(audiences.equals(List.of(grant.client().entityId())), "the audience is not the client");
  }

  private static void checkStatements(Set<StatementAbstractType> statements, Grant grant)
      throws RefusalException {
    List<SentAttributes.Attribute> found = new ArrayList<>();
    for (StatementAbstractType statement : statements) {
      if (statement instanceof AttributeStatementType attributes) {
        for (AttributeStatementType.ASTChoiceType choice : attributes.getAttributes()) {
          found.add(read(choice));
        }
      } else {
        require(statement instanceof AuthnStatementType, "a statement of another kind");
      }
    }
    SentAttributes sent =
        grant
            .attributes()
            .orElseThrow(
                () -> new RefusalException(Code.OUTPUT_GUARD, "the attribute mapper did not run"));
    require(
        found.equals(sent.attributes()), "the attributes are not those that were released, once");
    String address = grant.identity().address().value();
    for (SentAttributes.Attribute attribute : found) {
      for (String value : attribute.values()) {
        require(
            !looksLikeAnAddress(value) || value.equals(address),
            "an address other than the released one");
      }
    }
  }

  private static SentAttributes.Attribute read(AttributeStatementType.ASTChoiceType choice)
      throws RefusalException {
    AttributeType attribute = choice.getAttribute();
    require(attribute != null, "an attribute is encrypted already");
    require(
        attribute.getFriendlyName() == null && attribute.getOtherAttributes().isEmpty(),
        "an attribute says more than its name");
    List<String> values = new ArrayList<>();
    for (Object value : attribute.getAttributeValue()) {
      require(value instanceof String, "an attribute's value is no text");
      values.add((String) value);
    }
    return new SentAttributes.Attribute(
        Optional.ofNullable(attribute.getName()).orElse(""),
        Optional.ofNullable(attribute.getNameFormat()).orElse(""),
        values);
  }

  /** The at sign, and the two characters that compatibility normalisation makes one of. */
  private static boolean looksLikeAnAddress(String text) {
    return text.chars().anyMatch(c -> c == '@' || c == '\uFF20' || c == '\uFE6B');
  }

  private static void require(boolean holds, String otherwise) throws RefusalException {
    if (!holds) {
      throw new RefusalException(Code.OUTPUT_GUARD, otherwise);
    }
  }
}
