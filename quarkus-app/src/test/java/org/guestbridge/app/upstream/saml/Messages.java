package org.guestbridge.app.upstream.saml;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.ExcC14NParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.guestbridge.app.samlxml.JdkXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Responses as Entra writes them, signed by the JDK's own implementation. */
public final class Messages {

  public static final String TENANT = "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81";
  public static final String ISSUER = "https://sts.windows.net/" + TENANT + "/";
  public static final String BASE = "https://sso.example.com/r/example/saml/entra";
  public static final String ACS = BASE + "/acs";
  public static final String AUDIENCE = BASE + "/metadata";
  public static final String REQUEST = "_00112233445566778899aabbccddeeff00112233";
  public static final String NOW = "2026-11-22T08:00:00Z";
  public static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

  private Messages() {}

  public static String attribute(String name, String... values) {
    StringBuilder xml = new StringBuilder("<Attribute Name=\"" + name + "\">");
    for (String value : values) {
      xml.append("<AttributeValue>").append(value).append("</AttributeValue>");
    }
    return xml.append("</Attribute>").toString();
  }

  public static String assertion() {
    String claims = "http://schemas.microsoft.com/identity/claims/";
    return "<Assertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_assertion\""
        + " Version=\"2.0\" IssueInstant=\""
        + NOW
        + "\"><Issuer>"
        + ISSUER
        + "</Issuer>"
        + "<Subject><NameID"
        + " Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">"
        + "jane.doe@partner.example</NameID>"
        + "<SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">"
        + "<SubjectConfirmationData InResponseTo=\""
        + REQUEST
        + "\""
        + " NotOnOrAfter=\"2026-11-22T09:05:00Z\" Recipient=\""
        + ACS
        + "\"/>"
        + "</SubjectConfirmation></Subject>"
        + "<Conditions NotBefore=\"2026-11-22T07:55:00Z\""
        + " NotOnOrAfter=\"2026-11-22T09:05:00Z\"><AudienceRestriction><Audience>"
        + AUDIENCE
        + "</Audience></AudienceRestriction></Conditions><AttributeStatement>"
        + attribute(claims + "tenantid", TENANT)
        + attribute(claims + "objectidentifier", "b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11")
        + attribute(
            claims + "identityprovider",
            "https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/")
        + attribute(
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
            "jane.doe@partner.example")
        + attribute("http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", "g1", "g2")
        + "</AttributeStatement><AuthnStatement AuthnInstant=\""
        + NOW
        + "\""
        + " SessionIndex=\"_assertion\"><AuthnContext><AuthnContextClassRef>"
        + "urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef>"
        + "</AuthnContext></AuthnStatement></Assertion>";
  }

  public static String response(String content) {
    return "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_response\""
        + " Version=\"2.0\" IssueInstant=\""
        + NOW
        + "\" Destination=\""
        + ACS
        + "\""
        + " InResponseTo=\""
        + REQUEST
        + "\"><Issuer"
        + " xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\">"
        + ISSUER
        + "</Issuer>"
        + "<samlp:Status><samlp:StatusCode"
        + " Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>"
        + content
        + "</samlp:Response>";
  }

  public static String signed(String xml, String id, PrivateKey key) {
    return signed(xml, id, key, RSA_SHA256, List.of());
  }

  /** With a signature right after the Issuer of the element of that ID. */
  public static String signed(
      String xml, String id, PrivateKey key, String algorithm, List<String> prefixes) {
    try {
      Document document = JdkXml.parse(xml);
      Element target = byId(document, id);
      target.setIdAttribute("ID", true);
      ExcC14NParameterSpec list = prefixes.isEmpty() ? null : new ExcC14NParameterSpec(prefixes);
      Reference reference =
          FACTORY.newReference(
              "#" + id,
              FACTORY.newDigestMethod(DigestMethod.SHA256, null),
              List.of(
                  FACTORY.newTransform(
                      "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
                      (TransformParameterSpec) null),
                  FACTORY.newTransform(EXCLUSIVE, list)),
              null,
              null);
      SignedInfo signedInfo =
          FACTORY.newSignedInfo(
              FACTORY.newCanonicalizationMethod(EXCLUSIVE, (C14NMethodParameterSpec) null),
              FACTORY.newSignatureMethod(algorithm, null),
              List.of(reference));
      Node issuer = target.getFirstChild();
      DOMSignContext context = new DOMSignContext(key, target, issuer.getNextSibling());
      context.setDefaultNamespacePrefix("ds");
      FACTORY.newXMLSignature(signedInfo, null).sign(context);
      return JdkXml.text(document);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  public static String form(String xml) {
    String encoded = Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    return "SAMLResponse=" + URLEncoder.encode(encoded, StandardCharsets.UTF_8) + "&RelayState=s1";
  }

  private static Element byId(Document document, String id) {
    NodeList all = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      if (((Element) all.item(i)).getAttribute("ID").equals(id)) {
        return (Element) all.item(i);
      }
    }
    throw new AssertionError("no element of that ID");
  }
}
