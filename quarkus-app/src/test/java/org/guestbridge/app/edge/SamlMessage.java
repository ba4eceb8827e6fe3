package org.guestbridge.app.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** An AuthnRequest as it goes over HTTP, changed in one thing at a time. */
final class SamlMessage {

  static final String PUBLIC_URL = "https://sso.example.com";
  static final String ACS = "https://auth.atlassian.com/login/callback?connection=saml-one";

  private static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

  private final Map<String, String> attributes = new LinkedHashMap<>();
  private String element = "AuthnRequest";
  private String before = "";
  private String issuer = "https://auth.atlassian.com/saml/one";
  private String afterIssuer = "";
  private String after = "";

  private SamlMessage() {
    attributes.put("xmlns:samlp", "urn:oasis:names:tc:SAML:2.0:protocol");
    attributes.put("xmlns:saml", "urn:oasis:names:tc:SAML:2.0:assertion");
    attributes.put("ID", "_0123456789abcdef");
    attributes.put("Version", "2.0");
    attributes.put("IssueInstant", Instant.now().toString());
    attributes.put("Destination", PUBLIC_URL + "/r/example/saml/sso");
  }

  static SamlMessage valid() {
    return new SamlMessage();
  }

  /** A LogoutRequest of the downstream that may ask for logout. */
  static SamlMessage logout() {
    SamlMessage message =
        new SamlMessage()
            .with("Destination", PUBLIC_URL + "/r/example/saml/slo")
            .issuer("https://jira.example.com")
            .afterIssuer("<saml:NameID>joe@guests.example.com</saml:NameID>");
    message.element = "LogoutRequest";
    return message;
  }

  SamlMessage with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  SamlMessage before(String text) {
    before = text;
    return this;
  }

  SamlMessage issuer(String entityId) {
    issuer = entityId;
    return this;
  }

  SamlMessage afterIssuer(String text) {
    afterIssuer = text;
    return this;
  }

  SamlMessage after(String text) {
    after = text;
    return this;
  }

  String redirect() {
    return "SAMLRequest=" + url(base64(deflated()));
  }

  String signedRedirect(PrivateKey key) {
    return signedRedirect(key, "");
  }

  /** With {@code &RelayState=…} as it stands in the query, or nothing. */
  String signedRedirect(PrivateKey key, String relayState) {
    String signed = redirect() + relayState + "&SigAlg=" + url(RSA_SHA256);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "&Signature=" + url(base64(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String post() {
    return "SAMLRequest=" + url(base64(xml().getBytes(StandardCharsets.UTF_8)));
  }

  static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String xml() {
    StringBuilder xml = new StringBuilder(before).append("<samlp:").append(element);
    attributes.forEach(
        (name, value) ->
            xml.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
    return xml.append("><saml:Issuer>")
        .append(escape(issuer))
        .append("</saml:Issuer>")
        .append(afterIssuer)
        .append("</samlp:")
        .append(element)
        .append('>')
        .append(after)
        .toString();
  }

  private byte[] deflated() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(xml().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String escape(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
