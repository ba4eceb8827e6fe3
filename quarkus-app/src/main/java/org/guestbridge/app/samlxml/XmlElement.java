package org.guestbridge.app.samlxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * A read-only view of one element. Shows everything the element holds: a node that is neither
 * element, text nor attribute cannot hide, because reading over it fails.
 */
public final class XmlElement {

  private final Element element;

  private XmlElement(Element element) {
    this.element = element;
  }

  static XmlElement of(Element element) {
    return new XmlElement(element);
  }

  Element dom() {
    return element;
  }

  /** The namespace URI; empty when there is none. */
  public String namespace() {
    String uri = element.getNamespaceURI();
    return uri == null ? "" : uri;
  }

  /** The name without prefix. */
  public String name() {
    return element.getLocalName();
  }

  /** Whether this is the element of that namespace and name. */
  public boolean is(String namespace, String name) {
    return namespace().equals(namespace) && name().equals(name);
  }

  /** The value of the attribute without namespace. */
  public Optional<String> attribute(String name) {
    Attr attribute = element.getAttributeNodeNS(null, name);
    return attribute == null ? Optional.empty() : Optional.of(attribute.getValue());
  }

  /** Every attribute but namespace declarations, in no particular order. */
  public List<XmlAttribute> attributes() {
    NamedNodeMap map = element.getAttributes();
    List<XmlAttribute> attributes = new ArrayList<>(map.getLength());
    for (int i = 0; i < map.getLength(); i++) {
      Attr attribute = (Attr) map.item(i);
      String namespace = attribute.getNamespaceURI();
      if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(namespace)) {
        attributes.add(
            new XmlAttribute(
                namespace == null ? "" : namespace,
                attribute.getLocalName(),
                attribute.getValue()));
      }
    }
    return attributes;
  }

  /**
   * The child elements in document order.
   *
   * @throws IllegalStateException when a child is neither element nor text
   */
  public List<XmlElement> children() {
    List<XmlElement> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeType() == Node.ELEMENT_NODE) {
        children.add(new XmlElement((Element) node));
      } else {
        requireText(node);
      }
    }
    return children;
  }

  /**
   * The text directly inside, all of it, untrimmed.
   *
   * @throws IllegalStateException when a child is neither element nor text
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeType() != Node.ELEMENT_NODE) {
        text.append(requireText(node).getNodeValue());
      }
    }
    return text.toString();
  }

  /** The name only: content may be personal. */
  @Override
  public String toString() {
    return "<" + name() + ">";
  }

  private static Node requireText(Node node) {
    if (node.getNodeType() != Node.TEXT_NODE) {
      throw new IllegalStateException("a node that is neither element nor text");
    }
    return node;
  }
}
