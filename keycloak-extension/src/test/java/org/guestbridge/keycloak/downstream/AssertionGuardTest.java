package org.guestbridge.keycloak.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.NameIdFormat;
import org.junit.jupiter.api.Test;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.ConditionsType;
import org.keycloak.dom.saml.v2.assertion.NameIDType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationDataType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;
import org.keycloak.dom.saml.v2.assertion.SubjectType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;

class AssertionGuardTest {

  private static final String RECIPIENT = "https://sp.example.com/acs";
  private static final String OTHER = "eve@example.com";

  @Test
  void assertionWhenAsGrantedThenPasses() {
    assertThatCode(() -> AssertionGuard.check(response(assertion -> {}), grant(), RECIPIENT))
        .doesNotThrowAnyException();
  }

  @Test
  void assertionWhenNameIdIsAnotherThenRefused() {
    refuses(assertion -> nameId(assertion).setValue(OTHER));
  }

  @Test
  void assertionWhenNameIdHasAnotherFormatThenRefused() {
    refuses(a -> nameId(a).setFormat(URI.create(NameIdFormat.UNSPECIFIED.uri())));
  }

  @Test
  void assertionWhenAnotherAttributeIsThereThenRefused() {
    refuses(assertion -> attributes(assertion).addAttribute(attribute("role", "admin")));
  }

  @Test
  void assertionWhenAnAttributeStandsTwiceThenRefused() {
    refuses(assertion -> attributes(assertion).addAttribute(attribute("mail", People.ALIAS)));
  }

  @Test
  void assertionWhenAnAttributeHasAnotherValueThenRefused() {
    refuses(
        assertion -> {
          AttributeType mail = attributes(assertion).getAttributes().get(0).getAttribute();
          mail.removeAttributeValue(People.ALIAS);
          mail.addAttributeValue(OTHER);
        });
  }

  @Test
  void assertionWhenAnotherStatementNamesSomebodyThenRefused() {
    refuses(
        assertion -> {
          AttributeStatementType second = new AttributeStatementType();
          second.addAttribute(attribute("urn:mail", OTHER));
          assertion.addStatement(second);
        });
  }

  @Test
  void assertionWhenForAnotherAudienceThenRefused() {
    refuses(
        assertion -> {
          AudienceRestrictionType other = new AudienceRestrictionType();
          other.addAudience(URI.create("https://other.example.com"));
          assertion.getConditions().addCondition(other);
        });
  }

  @Test
  void assertionWhenForAnotherRecipientThenRefused() {
    assertThatThrownBy(
            () -> AssertionGuard.check(response(a -> {}), grant(), "https://other.example.com/acs"))
        .isInstanceOf(RefusalException.class);
  }

  @Test
  void assertionWhenAttributesWereNotWrittenThenRefused() throws RefusalException {
    Grant without = without(grant());
    assertThatThrownBy(() -> AssertionGuard.check(response(a -> {}), without, RECIPIENT))
        .isInstanceOf(RefusalException.class);
  }

  @Test
  void assertionsWhenTwoThenRefused() {
    assertThatThrownBy(
            () -> {
              ResponseType response = response(a -> {});
              response.addAssertion(response.getAssertions().get(0));
              AssertionGuard.check(response, grant(), RECIPIENT);
            })
        .isInstanceOf(RefusalException.class);
  }

  private static void refuses(Consumer<AssertionType> change) {
    assertThatThrownBy(() -> AssertionGuard.check(response(change), grant(), RECIPIENT))
        .isInstanceOfSatisfying(
            RefusalException.class,
            refused -> assertThat(refused.code()).isEqualTo(Code.OUTPUT_GUARD));
  }

  private static Grant grant() throws RefusalException {
    return new Grant(
        "session",
        People.CLIENT,
        People.note(People.NOW),
        Entitlement.identity(
            People.note(People.NOW), Optional.of(People.binding(BindingStatus.ACTIVE))),
        NameIdFormat.EMAIL,
        People.ALIAS,
        Optional.of(
            new SentAttributes(
                List.of(
                    new SentAttributes.Attribute(
                        "mail",
                        "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified",
                        List.of(People.ALIAS))))));
  }

  private static Grant without(Grant grant) {
    return new Grant(
        grant.clientSession(),
        grant.client(),
        grant.note(),
        grant.identity(),
        grant.nameIdFormat(),
        grant.nameId(),
        Optional.empty());
  }

  private static ResponseType response(Consumer<AssertionType> change) throws Exception {
    XMLGregorianCalendar now =
        DatatypeFactory.newInstance().newXMLGregorianCalendar(People.NOW.toString());
    AssertionType assertion = new AssertionType("_1", now);
    assertion.setSubject(subject());
    ConditionsType conditions = new ConditionsType();
    AudienceRestrictionType audience = new AudienceRestrictionType();
    audience.addAudience(URI.create(People.CLIENT.entityId()));
    conditions.addCondition(audience);
    assertion.setConditions(conditions);
    assertion.addStatement(new AuthnStatementType(now));
    AttributeStatementType statement = new AttributeStatementType();
    statement.addAttribute(attribute("mail", People.ALIAS));
    assertion.addStatement(statement);
    change.accept(assertion);
    ResponseType response = new ResponseType("_2", now);
    response.addAssertion(new ResponseType.RTChoiceType(assertion));
    return response;
  }

  private static SubjectType subject() {
    NameIDType nameId = new NameIDType();
    nameId.setValue(People.ALIAS);
    nameId.setFormat(URI.create(NameIdFormat.EMAIL.uri()));
    SubjectType.STSubType named = new SubjectType.STSubType();
    named.addBaseID(nameId);
    SubjectType subject = new SubjectType();
    subject.setSubType(named);
    SubjectConfirmationType confirmation = new SubjectConfirmationType();
    confirmation.setMethod("urn:oasis:names:tc:SAML:2.0:cm:bearer");
    SubjectConfirmationDataType data = new SubjectConfirmationDataType();
    data.setRecipient(RECIPIENT);
    confirmation.setSubjectConfirmationData(data);
    subject.addConfirmation(confirmation);
    return subject;
  }

  private static AttributeStatementType.ASTChoiceType attribute(String name, String value) {
    AttributeType attribute = new AttributeType(name);
    attribute.setNameFormat("urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified");
    attribute.addAttributeValue(value);
    return new AttributeStatementType.ASTChoiceType(attribute);
  }

  private static NameIDType nameId(AssertionType assertion) {
    return (NameIDType) assertion.getSubject().getSubType().getBaseID();
  }

  private static AttributeStatementType attributes(AssertionType assertion) {
    return assertion.getAttributeStatements().iterator().next();
  }
}
