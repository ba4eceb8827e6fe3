package org.guestbridge.app.downstream.saml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** An AuthnRequest as text, changed in one thing at a time. */
final class RequestXml {

  private final Map<String, String> attributes = new LinkedHashMap<>();
  private String before = "";
  private String issuer = "<saml:Issuer>" + Fixture.SP + "</saml:Issuer>";
  private String afterIssuer = "";

  private RequestXml() {
    attributes.put("xmlns:samlp", "urn:oasis:names:tc:SAML:2.0:protocol");
    attributes.put("xmlns:saml", "urn:oasis:names:tc:SAML:2.0:assertion");
    attributes.put("ID", "_0123456789abcdef");
    attributes.put("Version", "2.0");
    attributes.put("IssueInstant", Fixture.NOW.toString());
    attributes.put("Destination", Fixture.SSO);
    attributes.put("AssertionConsumerServiceURL", Fixture.ACS);
    attributes.put("ProtocolBinding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
  }

  static RequestXml valid() {
    return new RequestXml();
  }

  RequestXml with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  RequestXml without(String attribute) {
    attributes.remove(attribute);
    return this;
  }

  RequestXml before(String text) {
    before = text;
    return this;
  }

  RequestXml issuer(String element) {
    issuer = element;
    return this;
  }

  RequestXml afterIssuer(String text) {
    afterIssuer = text;
    return this;
  }

  String xml() {
    StringBuilder xml = new StringBuilder(before).append("<samlp:AuthnRequest");
    attributes.forEach(
        (name, value) ->
            xml.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
    return xml.append('>')
        .append(issuer)
        .append(afterIssuer)
        .append("</samlp:AuthnRequest>")
        .toString();
  }

  String redirect() {
    return redirect(xml());
  }

  String post() {
    return post(xml());
  }

  static String redirect(String xml) {
    return "SAMLRequest=" + url(base64(deflate(xml)));
  }

  static String post(String xml) {
    return "SAMLRequest=" + url(base64(xml.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] deflate(String xml) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(xml.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String escape(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;");
  }
}
