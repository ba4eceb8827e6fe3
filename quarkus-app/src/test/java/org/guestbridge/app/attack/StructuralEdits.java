package org.guestbridge.app.attack;

import java.util.List;
import java.util.SplittableRandom;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Random edits of the structure of a document; one random source gives one edit. */
final class StructuralEdits {

  private static final String DSIG = HandmadeSignature.DSIG;
  private static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
  private static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";

  private static final List<String> NAMESPACES =
      List.of(DSIG, PROTOCOL, ASSERTION, "", "urn:x", "http://www.w3.org/2001/04/xmlenc#");

  private static final List<String> NAMES =
      List.of(
          "Assertion",
          "Response",
          "Signature",
          "SignedInfo",
          "Reference",
          "Object",
          "KeyInfo",
          "Extensions",
          "Advice",
          "StatusDetail",
          "Status",
          "Subject",
          "NameID",
          "Attribute",
          "AttributeValue",
          "AttributeStatement",
          "Conditions",
          "EncryptedAssertion",
          "Issuer");

  private static final List<String> ATTRIBUTES =
      List.of(
          "ID",
          "Id",
          "id",
          "URI",
          "Name",
          "Version",
          "Destination",
          "InResponseTo",
          "Recipient",
          "Consent",
          "IssueInstant",
          "Algorithm",
          "Value",
          "Format",
          "NotOnOrAfter");

  private static final List<String> VALUES =
      List.of(
          SignatureWrapping.FORGED_PERSON,
          "_assertion",
          "_response",
          "_forged",
          "#_assertion",
          "#_response",
          "#_forged",
          "",
          "2.0",
          "2026-11-22T08:00:00Z",
          "2026-11-22T08:00:30Z",
          "urn:oasis:names:tc:SAML:2.0:status:Success",
          "mallory@evil.example",
          " ");

  private final SplittableRandom random;
  private final Document document;
  private final Element donor;

  /**
   * Edits of one document.
   *
   * @param donor a forged assertion, to be put anywhere
   */
  StructuralEdits(SplittableRandom random, Document document, Element donor) {
    this.random = random;
    this.document = document;
    this.donor = donor;
  }

  /** One to four edits. */
  void edit() {
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      once();
    }
  }

  private void once() {
    Element element = any();
    switch (random.nextInt(18)) {
      case 0 -> put(element, any());
      case 1 -> put((Element) element.cloneNode(true), any());
      case 2 -> remove(element);
      case 3 -> rename(element);
      case 4 -> element.setAttribute(one(ATTRIBUTES), one(VALUES));
      case 5 -> removeAttribute(element);
      case 6 -> copyAttribute(element, any());
      case 7 -> retext(element, one(VALUES));
      case 8 -> retext(element, any().getTextContent());
      case 9 -> put((Element) document.importNode(donor, true), element);
      case 10 -> wrap(element);
      case 11 -> duplicateSignature();
      case 12 -> swap(element, any());
      case 13 -> swapIds();
      case 14 -> forge(element);
      case 15 -> insert(document.createTextNode(one(List.of(" ", "\n", "x"))), element);
      case 16 -> bind(element);
      default -> markup(element);
    }
  }

  private Element any() {
    List<Element> elements = Dom.elements(document);
    return elements.get(random.nextInt(elements.size()));
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private void put(Element element, Element parent) {
    boolean intoItself =
        element == parent
            || (element.compareDocumentPosition(parent) & Node.DOCUMENT_POSITION_CONTAINED_BY) != 0;
    if (element != document.getDocumentElement() && !intoItself) {
      insert(element, parent);
    }
  }

  private void insert(Node node, Element parent) {
    int count = parent.getChildNodes().getLength();
    Node before = parent.getChildNodes().item(random.nextInt(count + 1));
    if (before != node) {
      parent.insertBefore(node, before);
    }
  }

  private void remove(Element element) {
    if (element != document.getDocumentElement()) {
      element.getParentNode().removeChild(element);
    }
  }

  private void rename(Element element) {
    boolean moved = random.nextBoolean();
    String prefix = element.getPrefix() == null ? "" : element.getPrefix() + ":";
    String namespace = moved ? one(NAMESPACES) : element.getNamespaceURI();
    if (namespace == null || namespace.isEmpty()) {
      document.renameNode(element, null, element.getLocalName());
    } else {
      document.renameNode(
          element, namespace, prefix + (moved ? element.getLocalName() : one(NAMES)));
    }
  }

  private void removeAttribute(Element element) {
    NamedNodeMap attributes = element.getAttributes();
    if (attributes.getLength() > 0) {
      element.removeAttributeNode((Attr) attributes.item(random.nextInt(attributes.getLength())));
    }
  }

  private void copyAttribute(Element from, Element to) {
    NamedNodeMap attributes = from.getAttributes();
    if (attributes.getLength() > 0) {
      Attr attribute = (Attr) attributes.item(random.nextInt(attributes.getLength()));
      if (!attribute.getName().startsWith("xmlns")) {
        to.setAttributeNS(attribute.getNamespaceURI(), attribute.getName(), attribute.getValue());
      }
    }
  }

  private void retext(Element element, String text) {
    boolean leaf = element.getElementsByTagNameNS("*", "*").getLength() == 0;
    if (leaf || random.nextInt(20) == 0) {
      element.setTextContent(text);
    }
  }

  private void wrap(Element element) {
    if (element != document.getDocumentElement()) {
      Element around = document.createElementNS(one(NAMESPACES.subList(0, 3)), one(NAMES));
      element.getParentNode().replaceChild(around, element);
      around.appendChild(element);
    }
  }

  private void duplicateSignature() {
    List<Element> signatures = named("Signature");
    if (!signatures.isEmpty()) {
      Element copy = (Element) one(signatures).cloneNode(true);
      put(copy, random.nextBoolean() ? any() : one(signatures));
    }
  }

  private void swap(Element one, Element other) {
    boolean apart =
        one != other
            && one.getParentNode() == other.getParentNode()
            && one != document.getDocumentElement();
    if (apart) {
      Node after = one.getNextSibling() == other ? one : one.getNextSibling();
      other.getParentNode().replaceChild(one, other);
      one.getParentNode().insertBefore(other, after);
    }
  }

  private void swapIds() {
    List<Element> identified =
        Dom.elements(document).stream().filter(element -> element.hasAttribute("ID")).toList();
    if (identified.size() > 1) {
      Element one = one(identified);
      Element other = one(identified);
      String id = one.getAttribute("ID");
      one.setAttribute("ID", other.getAttribute("ID"));
      other.setAttribute("ID", random.nextBoolean() ? id : "_forged");
    }
  }

  private void forge(Element inside) {
    for (Element value : named("AttributeValue")) {
      if (random.nextInt(3) == 0) {
        value.setTextContent(SignatureWrapping.FORGED_PERSON);
      }
    }
    inside.setAttribute("ID", "_forged");
  }

  private void bind(Element element) {
    String prefix = one(List.of("xmlns:ds", "xmlns:samlp", "xmlns:x", "xmlns:xsi"));
    element.setAttributeNS("http://www.w3.org/2000/xmlns/", prefix, one(NAMESPACES.subList(0, 3)));
  }

  /** Rarely, since the gate refuses these before anything else. */
  private void markup(Element element) {
    switch (random.nextInt(8)) {
      case 0 -> insert(document.createComment("x"), element);
      case 1 -> insert(document.createProcessingInstruction("x", "y"), element);
      case 2 -> insert(document.createCDATASection("x"), element);
      case 3 -> splitText(element);
      default ->
          insert(document.createElementNS(one(NAMESPACES.subList(0, 3)), one(NAMES)), element);
    }
  }

  private void splitText(Element element) {
    Node text = element.getFirstChild();
    if (text != null && text.getNodeType() == Node.TEXT_NODE) {
      element.insertBefore(document.createElementNS(ASSERTION, "AttributeValue"), text);
    }
  }

  private List<Element> named(String name) {
    return Dom.elements(document).stream()
        .filter(element -> name.equals(element.getLocalName()))
        .toList();
  }
}
