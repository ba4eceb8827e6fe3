package org.guestbridge.app.flow;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A SAML response as a test reads it, with the JDK's own parser.
 *
 * @param xml the decoded text
 */
record SamlAnswer(String xml, Document document) {

  private static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";

  static SamlAnswer of(String encoded) {
    byte[] xml = Base64.getDecoder().decode(encoded);
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
      return new SamlAnswer(new String(xml, StandardCharsets.UTF_8), document);
    } catch (Exception e) {
      throw new AssertionError("not a response", e);
    }
  }

  String nameId() {
    return only("NameID").getTextContent();
  }

  String internalId() {
    return attributes().get("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name");
  }

  String inResponseTo() {
    return document.getDocumentElement().getAttribute("InResponseTo");
  }

  Element only(String localName) {
    NodeList found = document.getElementsByTagNameNS(ASSERTION, localName);
    if (found.getLength() != 1) {
      throw new AssertionError(found.getLength() + " of " + localName);
    }
    return (Element) found.item(0);
  }

  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    NodeList found = document.getElementsByTagNameNS(ASSERTION, "Attribute");
    for (int i = 0; i < found.getLength(); i++) {
      Element attribute = (Element) found.item(i);
      attributes.put(attribute.getAttribute("Name"), attribute.getTextContent());
    }
    return attributes;
  }

  /** Every attribute with its values, in order. */
  Map<String, List<String>> values() {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    NodeList found = document.getElementsByTagNameNS(ASSERTION, "Attribute");
    for (int i = 0; i < found.getLength(); i++) {
      Element attribute = (Element) found.item(i);
      NodeList values = attribute.getElementsByTagNameNS(ASSERTION, "AttributeValue");
      List<String> texts = new ArrayList<>();
      for (int j = 0; j < values.getLength(); j++) {
        texts.add(values.item(j).getTextContent());
      }
      attributes.merge(attribute.getAttribute("Name"), texts, SamlAnswer::both);
    }
    return attributes;
  }

  private static List<String> both(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
