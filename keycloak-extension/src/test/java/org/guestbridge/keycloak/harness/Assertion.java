package org.guestbridge.keycloak.harness;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.guestbridge.realm.golden.Answer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The one assertion of a response, read with the JDK's own parser. */
public record Assertion(Document document) {

  private static final String NAMESPACE = "urn:oasis:names:tc:SAML:2.0:assertion";

  /** Reads the field {@code SAMLResponse} of a form. */
  public static Assertion of(String encoded) {
    byte[] xml = Base64.getMimeDecoder().decode(encoded);
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return new Assertion(factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml)));
    } catch (Exception e) {
      throw new AssertionError("not a response", e);
    }
  }

  /** NameID and attributes. */
  public Answer.Released released() {
    NodeList names = document.getElementsByTagNameNS(NAMESPACE, "NameID");
    if (names.getLength() != 1) {
      throw new AssertionError(names.getLength() + " of NameID");
    }
    return new Answer.Released(names.item(0).getTextContent(), attributes());
  }

  private Map<String, List<String>> attributes() {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    NodeList found = document.getElementsByTagNameNS(NAMESPACE, "Attribute");
    for (int i = 0; i < found.getLength(); i++) {
      Element attribute = (Element) found.item(i);
      NodeList values = attribute.getElementsByTagNameNS(NAMESPACE, "AttributeValue");
      List<String> texts = new ArrayList<>();
      for (int j = 0; j < values.getLength(); j++) {
        texts.add(values.item(j).getTextContent());
      }
      attributes.merge(attribute.getAttribute("Name"), texts, Assertion::both);
    }
    return attributes;
  }

  private static List<String> both(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
