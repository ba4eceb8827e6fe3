package org.guestbridge.app.samlxml;

import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Builds small documents element by element; values are escaped by the DOM. */
final class Markup {

  private final Element element;

  private Markup(Element element) {
    this.element = element;
  }

  static Markup root(String namespace, String name) {
    Document document = new DocumentBuilders().empty();
    Element root = document.createElementNS(namespace, name);
    document.appendChild(root);
    return new Markup(root);
  }

  Markup namespace(String prefix, String uri) {
    element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + prefix, uri);
    return this;
  }

  Markup attribute(String name, String value) {
    element.setAttributeNS(null, name, value);
    return this;
  }

  /** The new child. */
  Markup child(String namespace, String name) {
    Element child = element.getOwnerDocument().createElementNS(namespace, name);
    element.appendChild(child);
    return new Markup(child);
  }

  void text(String text) {
    element.appendChild(element.getOwnerDocument().createTextNode(text));
  }

  /** The canonical form of the whole document. */
  String write() {
    OpenSamlRuntime.initialise();
    byte[] bytes = CanonicalXml.of(element.getOwnerDocument().getDocumentElement());
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
