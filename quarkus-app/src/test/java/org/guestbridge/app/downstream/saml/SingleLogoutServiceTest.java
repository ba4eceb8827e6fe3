package org.guestbridge.app.downstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import javax.xml.transform.dom.DOMSource;
import org.guestbridge.app.samlxml.JdkXml;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration.Binding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.opensaml.saml.common.xml.SAMLSchemaBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Logout requests in both bindings: the good one, and each way to be refused. */
class SingleLogoutServiceTest {

  private static final String SLO = "https://sso.example.com/r/example/saml/slo";
  private static final String URL = "https://jira.example.com/slo?a=b";

  private final SamlIdentityProvider idp =
      new GenericProvider().logout(URL, Binding.REDIRECT).provider();
  private final SingleLogoutService service = idp.singleLogout();

  @Test
  void postedRequestIsAnsweredByRedirectWithASignedQuery() throws Exception {
    LogoutRequest request =
        service.readPost(post(new Request(), TestKeys.SP) + "&RelayState=a%20b");
    assertThat(request)
        .isEqualTo(
            new LogoutRequest(
                "atlassian",
                Fixture.SP,
                "_0123456789abcdef",
                Optional.of("a b"),
                Fixture.NOW.plus(Addressing.MAX_AGE)));
    LogoutAnswer.Redirect answer = (LogoutAnswer.Redirect) service.answer(request);
    String location = answer.location().toString();
    assertThat(location).startsWith(URL + "&SAMLResponse=").contains("&RelayState=a+b&SigAlg=");
    String query = location.substring(URL.length() + 1);
    int at = query.indexOf("&Signature=");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(TestKeys.BROKER.certificate());
    signature.update(query.substring(0, at).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(decoded(query.substring(at + "&Signature=".length())))).isTrue();
    String value = query.substring("SAMLResponse=".length(), query.indexOf("&RelayState="));
    assertSuccess(inflated(decoded(value)));
  }

  @Test
  void redirectedRequestIsAnsweredByAFormWithASignedResponse() throws Exception {
    SingleLogoutService posting =
        new GenericProvider().logout(URL, Binding.POST).provider().singleLogout();
    LogoutAnswer.Post answer =
        (LogoutAnswer.Post)
            posting.answer(posting.readRedirect(redirect(new Request(), TestKeys.SP)));
    assertThat(answer.form().acs().toString()).isEqualTo(URL);
    String xml =
        new String(
            Base64.getDecoder().decode(answer.form().samlResponse()), StandardCharsets.UTF_8);
    Document response = assertSuccess(xml);
    Element signature =
        (Element)
            response
                .getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "Signature")
                .item(0);
    assertThat(
            new JdkXmlSignature().verifies(signature, TestKeys.BROKER.certificate().getPublicKey()))
        .isTrue();
  }

  @Test
  void unsignedRequestIsRefused() {
    assertRefused(
        Code.SAML_SIGNATURE_REQUIRED, () -> service.readPost(RequestXml.post(new Request().xml())));
    assertRefused(
        Code.SAML_SIGNATURE_REQUIRED,
        () -> service.readRedirect(RequestXml.redirect(new Request().xml())));
  }

  @Test
  void forgedRequestIsRefused() throws Exception {
    assertRefused(
        Code.SAML_SIGNATURE_INVALID,
        () -> service.readPost(post(new Request(), TestKeys.STRANGER)));
    assertRefused(
        Code.SAML_SIGNATURE_INVALID,
        () -> service.readRedirect(redirect(new Request(), TestKeys.STRANGER)));
    String changed =
        new JdkXmlSignature()
            .afterIssuer()
            .sign(new Request().xml(), TestKeys.SP)
            .replace(">joe<", ">ann<");
    assertRefused(Code.SAML_SIGNATURE_INVALID, () -> service.readPost(RequestXml.post(changed)));
  }

  @Test
  void requestOfAnotherServiceProviderIsRefused() {
    assertRefused(
        Code.SAML_SP_UNKNOWN,
        () -> service.readPost(post(new Request().issuer("https://other.example"), TestKeys.SP)));
  }

  @Test
  void requestForAnotherUrlIsRefused() {
    assertRefused(
        Code.SAML_DESTINATION_MISMATCH,
        () -> service.readPost(post(new Request().with("Destination", Fixture.SSO), TestKeys.SP)));
    assertRefused(
        Code.SAML_DESTINATION_MISMATCH,
        () -> service.readPost(post(new Request().with("Destination", null), TestKeys.SP)));
  }

  @Test
  void requestOutOfTimeIsRefused() throws Exception {
    assertStale("IssueInstant", Fixture.NOW.minus(Addressing.MAX_AGE).minusNanos(1).toString());
    assertFine("IssueInstant", Fixture.NOW.minus(Addressing.MAX_AGE).toString());
    assertStale("IssueInstant", Fixture.NOW.plus(Addressing.MAX_AHEAD).plusNanos(1).toString());
    assertFine("IssueInstant", Fixture.NOW.plus(Addressing.MAX_AHEAD).toString());
    assertStale("NotOnOrAfter", Fixture.NOW.minus(Addressing.MAX_AHEAD).toString());
    assertFine("NotOnOrAfter", Fixture.NOW.minus(Addressing.MAX_AHEAD).plusNanos(1).toString());
  }

  @Test
  void requestInAnotherFormIsRefused() {
    String[] bodies = {
      "",
      "<saml:BaseID/>",
      "<saml:EncryptedID/>",
      "<saml:NameID/>",
      "<saml:NameID>a</saml:NameID><saml:NameID>b</saml:NameID>",
      "<saml:NameID ID='x'>a</saml:NameID>",
      "<samlp:Extensions/><saml:NameID>a</saml:NameID>",
      "<saml:NameID>" + "a".repeat(1_025) + "</saml:NameID>",
      "<saml:NameID>a</saml:NameID>" + "<samlp:SessionIndex>s</samlp:SessionIndex>".repeat(65),
      "<saml:NameID>a</saml:NameID><samlp:Other/>"
    };
    for (String body : bodies) {
      assertRefused(
          Code.SAML_REQUEST_INVALID,
          () -> service.readPost(post(new Request().body(body), TestKeys.SP)));
    }
    assertRefused(
        Code.SAML_REQUEST_INVALID,
        () -> service.readPost(post(new Request().with("NotOnOrAfter", "soon"), TestKeys.SP)));
    assertRefused(Code.SAML_REQUEST_INVALID, () -> service.readPost(RequestXml.valid().post()));
    assertRefused(
        Code.XML_FORBIDDEN,
        () -> service.readPost(RequestXml.post("<!DOCTYPE x>" + new Request().xml())));
    assertRefused(Code.SAML_REQUEST_MISSING, () -> service.readPost("RelayState=x"));
  }

  @Test
  void longestNamesAndSessionsAreAccepted() throws Exception {
    String body =
        "<saml:NameID>"
            + "a".repeat(1_024)
            + "</saml:NameID>"
            + "<samlp:SessionIndex>s</samlp:SessionIndex>".repeat(64);
    assertThat(service.readPost(post(new Request().body(body), TestKeys.SP)).downstream())
        .isEqualTo("atlassian");
  }

  @Test
  void downstreamWithoutLogoutIsRefused() {
    SingleLogoutService none = new GenericProvider().provider().singleLogout();
    assertRefused(
        Code.SAML_LOGOUT_UNSUPPORTED, () -> none.readPost(post(new Request(), TestKeys.SP)));
    assertThat(new GenericProvider().provider().metadata()).doesNotContain("SingleLogoutService");
    assertThat(idp.metadata()).contains("SingleLogoutService").contains("Location=\"" + SLO + "\"");
  }

  @Test
  void responseIsToldFromARequest() throws Exception {
    assertThat(service.isResponse("SAMLResponse=x&RelayState=y")).isTrue();
    assertThat(service.isResponse("SAMLRequest=x")).isFalse();
    assertThat(service.isResponse("SAMLRequest=x&SAMLResponse=y")).isFalse();
    assertRefused(
        Code.SAML_PARAMETERS_AMBIGUOUS, () -> service.readPost("SAMLRequest=x&SAMLResponse=y"));
  }

  @Test
  void answersAndMetadataFitTheSchema() throws Exception {
    var schema = new SAMLSchemaBuilder(SAMLSchemaBuilder.SAML1Version.SAML_11).getSAMLSchema();
    schema.newValidator().validate(new DOMSource(JdkXml.parse(idp.metadata())));
  }

  private void assertStale(String attribute, String value) {
    assertRefused(
        Code.SAML_REQUEST_STALE,
        () -> service.readPost(post(new Request().with(attribute, value), TestKeys.SP)));
  }

  private void assertFine(String attribute, String value) throws Exception {
    assertThat(
            service.readPost(post(new Request().with(attribute, value), TestKeys.SP)).requestId())
        .isEqualTo("_0123456789abcdef");
  }

  private static Document assertSuccess(String xml) throws Exception {
    Document response = JdkXml.parse(xml);
    new SAMLSchemaBuilder(SAMLSchemaBuilder.SAML1Version.SAML_11)
        .getSAMLSchema()
        .newValidator()
        .validate(new DOMSource(response));
    Element root = response.getDocumentElement();
    assertThat(root.getLocalName()).isEqualTo("LogoutResponse");
    assertThat(root.getAttribute("InResponseTo")).isEqualTo("_0123456789abcdef");
    assertThat(root.getAttribute("Destination")).isEqualTo(URL);
    assertThat(xml).contains("Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"");
    return response;
  }

  private static byte[] decoded(String value) {
    return Base64.getDecoder().decode(URLDecoder.decode(value, StandardCharsets.UTF_8));
  }

  private static String inflated(byte[] deflated) throws Exception {
    Inflater inflater = new Inflater(true);
    inflater.setInput(deflated);
    byte[] out = new byte[64 * 1024];
    int length = inflater.inflate(out);
    inflater.end();
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static String post(Request request, SigningKey key) throws Exception {
    return RequestXml.post(new JdkXmlSignature().afterIssuer().sign(request.xml(), key));
  }

  private static String redirect(Request request, SigningKey key) throws Exception {
    String query =
        RequestXml.redirect(request.xml())
            + "&SigAlg="
            + RequestXml.url("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key.privateKey());
    signature.update(query.getBytes(StandardCharsets.US_ASCII));
    return query + "&Signature=" + RequestXml.url(RequestXml.base64(signature.sign()));
  }

  private static void assertRefused(Code code, Executable call) {
    assertThat(assertThrows(RefusalException.class, call).code()).isEqualTo(code);
  }

  /** A LogoutRequest as text. */
  private static final class Request {

    private final Map<String, String> attributes = new LinkedHashMap<>();
    private String issuer = Fixture.SP;
    private String body =
        "<saml:NameID>joe</saml:NameID><samlp:SessionIndex>_s</samlp:SessionIndex>";

    Request() {
      attributes.put("ID", "_0123456789abcdef");
      attributes.put("Version", "2.0");
      attributes.put("IssueInstant", Fixture.NOW.toString());
      attributes.put("Destination", SLO);
    }

    Request with(String attribute, @Nullable String value) {
      if (value == null) {
        attributes.remove(attribute);
      } else {
        attributes.put(attribute, value);
      }
      return this;
    }

    Request issuer(String value) {
      issuer = value;
      return this;
    }

    Request body(String value) {
      body = value;
      return this;
    }

    String xml() {
      StringBuilder xml =
          new StringBuilder(
              "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
                  + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"");
      attributes.forEach(
          (name, value) -> xml.append(' ').append(name).append("=\"").append(value).append('"'));
      return xml.append("><saml:Issuer>")
          .append(issuer)
          .append("</saml:Issuer>")
          .append(body)
          .append("</samlp:LogoutRequest>")
          .toString();
    }
  }
}
