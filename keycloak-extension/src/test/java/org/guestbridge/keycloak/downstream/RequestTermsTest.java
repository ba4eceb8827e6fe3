package org.guestbridge.keycloak.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.NameIdFormat;
import org.junit.jupiter.api.Test;
import org.keycloak.dom.saml.v2.assertion.SubjectType;
import org.keycloak.dom.saml.v2.protocol.AuthnContextComparisonType;
import org.keycloak.dom.saml.v2.protocol.AuthnRequestType;
import org.keycloak.dom.saml.v2.protocol.NameIDPolicyType;
import org.keycloak.dom.saml.v2.protocol.RequestedAuthnContextType;

class RequestTermsTest {

  private static final String BINDINGS = "urn:oasis:names:tc:SAML:2.0:bindings:";
  private static final String CLASSES = "urn:oasis:names:tc:SAML:2.0:ac:classes:";

  @Test
  void requestWhenItAsksForNothingThenGranted() {
    assertThat(unsupported(request -> {})).isEmpty();
  }

  @Test
  void formatWhenOfferedOrUnspecifiedThenGranted() {
    assertThat(unsupported(request -> format(request, NameIdFormat.EMAIL))).isEmpty();
    assertThat(unsupported(request -> format(request, NameIdFormat.UNSPECIFIED))).isEmpty();
  }

  @Test
  void formatWhenAnotherThenRefused() {
    assertThat(unsupported(request -> format(request, NameIdFormat.PERSISTENT)))
        .contains(Code.SAML_NAMEID_UNSUPPORTED);
  }

  @Test
  void qualifierWhenOfAnotherProviderThenRefused() {
    assertThat(unsupported(request -> qualifier(request, People.CLIENT.entityId()))).isEmpty();
    assertThat(unsupported(request -> qualifier(request, "https://other.example.com")))
        .contains(Code.SAML_NAMEID_UNSUPPORTED);
  }

  @Test
  void bindingWhenNotPostThenRefused() {
    assertThat(unsupported(r -> r.setProtocolBinding(URI.create(BINDINGS + "HTTP-POST"))))
        .isEmpty();
    assertThat(unsupported(r -> r.setProtocolBinding(URI.create(BINDINGS + "HTTP-Artifact"))))
        .contains(Code.SAML_BINDING_UNSUPPORTED);
  }

  @Test
  void subjectWhenNamedThenRefused() {
    assertThat(unsupported(request -> request.setSubject(new SubjectType())))
        .contains(Code.SAML_SUBJECT_UNSUPPORTED);
  }

  @Test
  void contextWhenNotUnspecifiedThenRefused() {
    assertThat(unsupported(request -> context(request, "unspecified", "EXACT"))).isEmpty();
    assertThat(unsupported(request -> context(request, "Password", "EXACT")))
        .contains(Code.SAML_AUTHN_CONTEXT_UNSUPPORTED);
    assertThat(unsupported(request -> context(request, "unspecified", "BETTER")))
        .contains(Code.SAML_AUTHN_CONTEXT_UNSUPPORTED);
  }

  private static void format(AuthnRequestType request, NameIdFormat format) {
    NameIDPolicyType policy = new NameIDPolicyType();
    policy.setFormat(URI.create(format.uri()));
    request.setNameIDPolicy(policy);
  }

  private static void qualifier(AuthnRequestType request, String qualifier) {
    NameIDPolicyType policy = new NameIDPolicyType();
    policy.setSPNameQualifier(qualifier);
    request.setNameIDPolicy(policy);
  }

  private static void context(AuthnRequestType request, String name, String comparison) {
    RequestedAuthnContextType context = new RequestedAuthnContextType();
    context.addAuthnContextClassRef(CLASSES + name);
    context.setComparison(AuthnContextComparisonType.valueOf(comparison));
    request.setRequestedAuthnContext(context);
  }

  private static Optional<Code> unsupported(Consumer<AuthnRequestType> change) {
    try {
      AuthnRequestType request =
          new AuthnRequestType(
              "_1", DatatypeFactory.newInstance().newXMLGregorianCalendar("2026-11-22T10:00:00Z"));
      change.accept(request);
      return RequestTerms.unsupported(
          request, Optional.of(NameIdFormat.EMAIL), People.CLIENT.entityId());
    } catch (DatatypeConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
