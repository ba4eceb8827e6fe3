package org.guestbridge.simulators.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Names of SAML 2.0 and the reading of elements by them. */
public final class Saml {
  public static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
  public static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
  public static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
  public static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
  public static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

  private Saml() {}

  public static boolean is(Element element, String namespace, String localName) {
    return namespace.equals(element.getNamespaceURI()) && localName.equals(element.getLocalName());
  }

  /** Child elements, in order. */
  public static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  public static List<Element> children(Element parent, String namespace, String localName) {
    return children(parent).stream().filter(child -> is(child, namespace, localName)).toList();
  }

  /** The only child of this name; empty when there is none, refused when there are two. */
  public static Optional<Element> child(Element parent, String namespace, String localName)
      throws SamlRefused {
    List<Element> found = children(parent, namespace, localName);
    if (found.size() > 1) {
      throw new SamlRefused(SamlRefusal.WRONG_STRUCTURE, "two " + localName);
    }
    return found.stream().findFirst();
  }

  public static Element required(Element parent, String namespace, String localName)
      throws SamlRefused {
    Optional<Element> found = child(parent, namespace, localName);
    if (found.isEmpty()) {
      throw new SamlRefused(SamlRefusal.WRONG_STRUCTURE, "no " + localName);
    }
    return found.get();
  }

  public static Optional<String> attribute(Element element, String name) {
    return element.hasAttribute(name) ? Optional.of(element.getAttribute(name)) : Optional.empty();
  }

  /** The text of an element, which must not have child elements. */
  public static String text(Element element) throws SamlRefused {
    if (!children(element).isEmpty()) {
      throw new SamlRefused(SamlRefusal.WRONG_STRUCTURE, "elements in " + element.getTagName());
    }
    return element.getTextContent();
  }
}
