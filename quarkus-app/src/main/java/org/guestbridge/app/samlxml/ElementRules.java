package org.guestbridge.app.samlxml;

import java.util.Set;
import org.guestbridge.core.problem.RefusalException;

/** What an element of a request may hold; everything else is SAML_REQUEST_INVALID. */
final class ElementRules {

  private ElementRules() {}

  /** Only these attributes, none of them in a namespace. */
  static void onlyAttributes(XmlElement element, Set<String> names) throws RefusalException {
    for (XmlAttribute attribute : element.attributes()) {
      if (!attribute.namespace().isEmpty() || !names.contains(attribute.name())) {
        throw AuthnRequestGrammar.invalid("an attribute that is not accepted in " + element);
      }
    }
  }

  static void requireEmpty(XmlElement element) throws RefusalException {
    if (!element.children().isEmpty() || !element.text().isEmpty()) {
      throw AuthnRequestGrammar.invalid("content where none is accepted in " + element);
    }
  }

  static void noChildren(XmlElement element) throws RefusalException {
    if (!element.children().isEmpty()) {
      throw AuthnRequestGrammar.invalid("an element that is not accepted in " + element);
    }
  }

  /** The text, untrimmed, of an element without children. */
  static String leafText(XmlElement element) throws RefusalException {
    if (!element.children().isEmpty() || element.text().isEmpty()) {
      throw AuthnRequestGrammar.invalid("not a text in " + element);
    }
    return element.text();
  }

  /** XML Schema part 2, 3.2.2: absent is false. */
  static boolean flag(XmlElement element, String name) throws RefusalException {
    String text = element.attribute(name).orElse("false");
    boolean yes = text.equals("true") || text.equals("1");
    if (!yes && !text.equals("false") && !text.equals("0")) {
      throw AuthnRequestGrammar.invalid("not a boolean in " + element);
    }
    return yes;
  }

  /** The depth was bounded by the gate. */
  static void onlyNamespaceBelow(XmlElement element, String namespace) throws RefusalException {
    for (XmlAttribute attribute : element.attributes()) {
      if (!attribute.namespace().isEmpty() || attribute.name().equals("ID")) {
        throw AuthnRequestGrammar.invalid("an attribute that is not accepted in " + element);
      }
    }
    for (XmlElement child : element.children()) {
      if (!child.namespace().equals(namespace)) {
        throw AuthnRequestGrammar.invalid("an element that is not accepted in " + element);
      }
      onlyNamespaceBelow(child, namespace);
    }
  }
}
