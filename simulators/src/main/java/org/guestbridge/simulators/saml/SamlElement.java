package org.guestbridge.simulators.saml;

import java.util.Optional;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Builds XML element by element. Every element that starts a prefix declares it, so that a part can
 * be signed, moved and encrypted by itself.
 */
public final class SamlElement {
  private final Element element;

  private SamlElement(Element element) {
    this.element = element;
  }

  /** A new element that is not attached yet. */
  public static SamlElement in(Document document, String namespace, String name) {
    Element element = document.createElementNS(namespace, name);
    declare(element, namespace, name);
    return new SamlElement(element);
  }

  /** The root of a new document. */
  public static SamlElement root(String namespace, String name) {
    Document document = SamlXml.empty();
    SamlElement root = in(document, namespace, name);
    document.appendChild(root.element);
    return root;
  }

  /** Adds a child and returns it. */
  public SamlElement add(String namespace, String name) {
    Element child = element.getOwnerDocument().createElementNS(namespace, name);
    if (!namespace.equals(element.lookupNamespaceURI(prefix(name)))) {
      declare(child, namespace, name);
    }
    element.appendChild(child);
    return new SamlElement(child);
  }

  /** Adds a child that declares its prefix whatever its ancestors do. */
  public SamlElement addIndependent(String namespace, String name) {
    Element child = element.getOwnerDocument().createElementNS(namespace, name);
    declare(child, namespace, name);
    element.appendChild(child);
    return new SamlElement(child);
  }

  public SamlElement attribute(String name, String value) {
    element.setAttributeNS(null, name, value);
    return this;
  }

  public SamlElement attribute(String name, Optional<String> value) {
    value.ifPresent(present -> attribute(name, present));
    return this;
  }

  public SamlElement text(String value) {
    element.setTextContent(value);
    return this;
  }

  public Element element() {
    return element;
  }

  /** The XML of the whole document. */
  public String write() {
    return SamlXml.write(element.getOwnerDocument());
  }

  private static void declare(Element element, String namespace, String name) {
    element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + prefix(name), namespace);
  }

  private static String prefix(String name) {
    return name.substring(0, name.indexOf(':'));
  }
}
