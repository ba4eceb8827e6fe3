package org.guestbridge.app.downstream.saml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a known service provider hears about. */
class AnsweredRequestTest {

  private static final SamlIdentityProvider IDP = Fixture.open();
  private static final String CLASSES = "urn:oasis:names:tc:SAML:2.0:ac:classes:";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <saml:Subject><saml:NameID>a</saml:NameID></saml:Subject>|SAML_SUBJECT_UNSUPPORTED|Requester|RequestDenied
          <samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"/>|SAML_NAMEID_UNSUPPORTED|Requester|InvalidNameIDPolicy
          <samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"/>|SAML_NAMEID_UNSUPPORTED|Requester|InvalidNameIDPolicy
          <samlp:NameIDPolicy SPNameQualifier="https://other.example"/>|SAML_NAMEID_UNSUPPORTED|Requester|InvalidNameIDPolicy
          <samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>|SAML_AUTHN_CONTEXT_UNSUPPORTED|Responder|NoAuthnContext
          <samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>|SAML_AUTHN_CONTEXT_UNSUPPORTED|Responder|NoAuthnContext
          <samlp:RequestedAuthnContext><saml:AuthnContextDeclRef>x</saml:AuthnContextDeclRef></samlp:RequestedAuthnContext>|SAML_AUTHN_CONTEXT_UNSUPPORTED|Responder|NoAuthnContext
          """)
  void whatCannotBeGrantedIsAnswered(String element, Code code, String top, String nested)
      throws Exception {
    String query = RequestXml.valid().afterIssuer(element).redirect() + "&RelayState=a%2Bb+c";
    assertAnswered(IDP.readRedirect(query), code, top, nested);
  }

  @Test
  void passiveIsAnswered() throws Exception {
    String query = RequestXml.valid().with("IsPassive", "1").redirect() + "&RelayState=a%2Bb+c";
    assertAnswered(
        IDP.readRedirect(query), Code.SAML_PASSIVE_UNSUPPORTED, "Responder", "NoPassive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<samlp:NameIDPolicy/>",
        "<samlp:NameIDPolicy AllowCreate='true'"
            + " Format='urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'/>",
        "<samlp:NameIDPolicy Format='urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'/>",
        "<samlp:RequestedAuthnContext Comparison='exact'><saml:AuthnContextClassRef>"
            + CLASSES
            + "unspecified</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>",
        "<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>"
            + CLASSES
            + "Password</saml:AuthnContextClassRef><saml:AuthnContextClassRef>"
            + CLASSES
            + "unspecified</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>"
      })
  void whatCanBeGrantedIsAccepted(String element) throws Exception {
    String query = RequestXml.valid().afterIssuer(element).redirect() + "&RelayState=%00%22";
    assertThat(IDP.readRedirect(query))
        .isEqualTo(
            new RequestOutcome.Accepted(
                new AuthnRequest("atlassian", 0, "_0123456789abcdef", Optional.of("\0\""), false)));
  }

  @Test
  void absentAndEmptyRelayStateDiffer() throws Exception {
    String query = RequestXml.valid().with("ForceAuthn", "true").redirect();
    assertThat(accepted(query).relayState()).isEmpty();
    assertThat(accepted(query).forceAuthn()).isTrue();
    assertThat(accepted(query + "&RelayState=").relayState()).contains("");
  }

  private static AuthnRequest accepted(String query) throws Exception {
    return IDP.readRedirect(query)
        .fold(
            RequestOutcome.Accepted::request,
            answered -> {
              throw new AssertionError(answered.code());
            });
  }

  private static void assertAnswered(RequestOutcome outcome, Code code, String top, String nested) {
    RequestOutcome.Answered answered = (RequestOutcome.Answered) outcome;
    assertThat(answered.code()).isEqualTo(code);
    assertThat(answered.downstream()).isEqualTo("atlassian");
    assertThat(answered.answer().acs().toString()).isEqualTo(Fixture.ACS);
    assertThat(answered.answer().relayState()).contains("a+b c");
    String xml =
        new String(
            Base64.getDecoder().decode(answered.answer().samlResponse()), StandardCharsets.UTF_8);
    String status = "urn:oasis:names:tc:SAML:2.0:status:";
    assertThat(xml)
        .contains("InResponseTo=\"_0123456789abcdef\"")
        .contains(
            "<saml2p:StatusCode Value=\""
                + status
                + top
                + "\"><saml2p:StatusCode Value=\""
                + status
                + nested
                + "\">")
        .contains("<saml2p:StatusMessage>" + code.text() + "</saml2p:StatusMessage>")
        .doesNotContain("Assertion>");
  }
}
