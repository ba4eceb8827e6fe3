package org.guestbridge.app.samlxml;

import org.opensaml.saml.common.SAMLVersion;
import org.opensaml.saml.saml2.core.Assertion;
import org.opensaml.saml.saml2.core.Attribute;
import org.opensaml.saml.saml2.core.AttributeStatement;
import org.opensaml.saml.saml2.core.Audience;
import org.opensaml.saml.saml2.core.AudienceRestriction;
import org.opensaml.saml.saml2.core.AuthnContext;
import org.opensaml.saml.saml2.core.AuthnContextClassRef;
import org.opensaml.saml.saml2.core.AuthnStatement;
import org.opensaml.saml.saml2.core.Conditions;
import org.opensaml.saml.saml2.core.NameID;
import org.opensaml.saml.saml2.core.Subject;
import org.opensaml.saml.saml2.core.SubjectConfirmation;
import org.opensaml.saml.saml2.core.SubjectConfirmationData;
import org.opensaml.saml.saml2.core.impl.AssertionBuilder;
import org.opensaml.saml.saml2.core.impl.AttributeBuilder;
import org.opensaml.saml.saml2.core.impl.AttributeStatementBuilder;
import org.opensaml.saml.saml2.core.impl.AudienceBuilder;
import org.opensaml.saml.saml2.core.impl.AudienceRestrictionBuilder;
import org.opensaml.saml.saml2.core.impl.AuthnContextBuilder;
import org.opensaml.saml.saml2.core.impl.AuthnContextClassRefBuilder;
import org.opensaml.saml.saml2.core.impl.AuthnStatementBuilder;
import org.opensaml.saml.saml2.core.impl.ConditionsBuilder;
import org.opensaml.saml.saml2.core.impl.NameIDBuilder;
import org.opensaml.saml.saml2.core.impl.SubjectBuilder;
import org.opensaml.saml.saml2.core.impl.SubjectConfirmationBuilder;
import org.opensaml.saml.saml2.core.impl.SubjectConfirmationDataBuilder;

/** The Assertion element (SAML core 2.3.3 with the profile of web browser SSO, 4.1.4.2). */
final class AssertionObjects {

  private AssertionObjects() {}

  static Assertion assertion(ResponseEnvelope envelope, AssertionContent content) {
    Assertion assertion = new AssertionBuilder().buildObject();
    assertion.setVersion(SAMLVersion.VERSION_20);
    assertion.setID(content.assertionId());
    assertion.setIssueInstant(envelope.issueInstant());
    assertion.setIssuer(ResponseObjects.issuer(envelope.issuer()));
    assertion.setSubject(subject(envelope, content));
    assertion.setConditions(conditions(content));
    assertion.getAuthnStatements().add(authnStatement(content));
    assertion.getAttributeStatements().add(attributeStatement(content));
    return assertion;
  }

  private static Subject subject(ResponseEnvelope envelope, AssertionContent content) {
    NameID nameId = new NameIDBuilder().buildObject();
    nameId.setFormat(content.nameIdFormat());
    nameId.setValue(content.nameId());
    SubjectConfirmationData data = new SubjectConfirmationDataBuilder().buildObject();
    envelope.inResponseTo().ifPresent(data::setInResponseTo);
    data.setRecipient(envelope.destination());
    data.setNotOnOrAfter(content.notOnOrAfter());
    SubjectConfirmation confirmation = new SubjectConfirmationBuilder().buildObject();
    confirmation.setMethod(SubjectConfirmation.METHOD_BEARER);
    confirmation.setSubjectConfirmationData(data);
    Subject subject = new SubjectBuilder().buildObject();
    subject.setNameID(nameId);
    subject.getSubjectConfirmations().add(confirmation);
    return subject;
  }

  private static Conditions conditions(AssertionContent content) {
    Audience audience = new AudienceBuilder().buildObject();
    audience.setURI(content.audience());
    AudienceRestriction restriction = new AudienceRestrictionBuilder().buildObject();
    restriction.getAudiences().add(audience);
    Conditions conditions = new ConditionsBuilder().buildObject();
    conditions.setNotBefore(content.notBefore());
    conditions.setNotOnOrAfter(content.notOnOrAfter());
    conditions.getAudienceRestrictions().add(restriction);
    return conditions;
  }

  /** The class is unspecified: the broker does not know how the upstream convinced itself. */
  private static AuthnStatement authnStatement(AssertionContent content) {
    AuthnContextClassRef reference = new AuthnContextClassRefBuilder().buildObject();
    reference.setURI(AuthnContext.UNSPECIFIED_AUTHN_CTX);
    AuthnContext context = new AuthnContextBuilder().buildObject();
    context.setAuthnContextClassRef(reference);
    AuthnStatement statement = new AuthnStatementBuilder().buildObject();
    statement.setAuthnInstant(content.authnInstant());
    statement.setSessionIndex(content.sessionIndex());
    statement.setAuthnContext(context);
    return statement;
  }

  private static AttributeStatement attributeStatement(AssertionContent content) {
    AttributeStatement statement = new AttributeStatementBuilder().buildObject();
    for (AssertionContent.Attribute each : content.attributes()) {
      statement.getAttributes().add(attribute(each));
    }
    return statement;
  }

  /** Values carry no xsi:type: exclusive canonicalization would lose its prefix. */
  private static Attribute attribute(AssertionContent.Attribute content) {
    Attribute attribute = new AttributeBuilder().buildObject();
    attribute.setName(content.name());
    attribute.setNameFormat(content.nameFormat());
    for (String text : content.values()) {
      attribute.getAttributeValues().add(new VerbatimValue(text));
    }
    return attribute;
  }
}
