package org.guestbridge.app.samlxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.RefusalException;

/** Takes the children of an element in the order of a schema sequence. */
final class ChildCursor {

  private final XmlElement parent;
  private final List<XmlElement> children;
  private int at;

  ChildCursor(XmlElement parent) throws RefusalException {
    if (!isXmlSpace(parent.text())) {
      throw AuthnRequestGrammar.invalid("text between elements in " + parent);
    }
    this.parent = parent;
    this.children = parent.children();
  }

  /** The next child when it is that element. */
  Optional<XmlElement> next(String namespace, String name) {
    if (at < children.size() && children.get(at).is(namespace, name)) {
      return Optional.of(children.get(at++));
    }
    return Optional.empty();
  }

  /** The texts of as many such children as follow. */
  List<String> texts(String namespace, String name) throws RefusalException {
    List<String> texts = new ArrayList<>();
    Optional<XmlElement> child = next(namespace, name);
    while (child.isPresent()) {
      ElementRules.onlyAttributes(child.get(), Set.of());
      texts.add(ElementRules.leafText(child.get()));
      child = next(namespace, name);
    }
    return texts;
  }

  /** Refuses what is left. */
  void end() throws RefusalException {
    if (at < children.size()) {
      throw AuthnRequestGrammar.invalid(
          "an element that is not accepted there: " + children.get(at) + " in " + parent.name());
    }
  }

  private static boolean isXmlSpace(String text) {
    return text.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r');
  }
}
