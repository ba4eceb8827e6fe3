package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.ASSERTION;
import static org.guestbridge.app.samlxml.SamlNames.SCHEMA_INSTANCE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestbridge.core.problem.RefusalException;

/**
 * The positive grammar of an AttributeStatement (SAML core 2.7.3): plain attributes whose values
 * are texts. A name that stands twice is refused, whatever its format.
 */
final class AttributeGrammar {

  private static final int MAX_ATTRIBUTES = 200;
  private static final int MAX_VALUES = 1_000;
  private static final int MAX_NAME = 512;
  private static final int MAX_VALUE = 2_048;

  private AttributeGrammar() {}

  static Map<String, List<String>> read(XmlElement statement) throws RefusalException {
    ElementRules.onlyAttributes(statement, Set.of());
    ChildCursor children = new ChildCursor(statement);
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (XmlElement each : statement.children()) {
      XmlElement attribute =
          children
              .next(ASSERTION, "Attribute")
              .orElseThrow(() -> invalid("something other than a plain Attribute"));
      String name = name(attribute);
      if (attributes.size() == MAX_ATTRIBUTES || attributes.containsKey(name)) {
        throw invalid("an attribute stands twice, or there are more than 200 in " + each);
      }
      attributes.put(name, values(attribute));
    }
    return attributes;
  }

  private static String name(XmlElement attribute) throws RefusalException {
    ElementRules.onlyAttributes(attribute, Set.of("Name", "NameFormat", "FriendlyName"));
    return attribute
        .attribute("Name")
        .filter(name -> !name.isBlank() && name.length() <= MAX_NAME)
        .orElseThrow(() -> invalid("an attribute without a name, or with one that is too long"));
  }

  private static List<String> values(XmlElement attribute) throws RefusalException {
    ChildCursor children = new ChildCursor(attribute);
    List<String> values = new ArrayList<>();
    for (int left = attribute.children().size(); left > 0; left--) {
      XmlElement value =
          children
              .next(ASSERTION, "AttributeValue")
              .orElseThrow(() -> invalid("something other than an AttributeValue"));
      checkValue(value);
      if (!isNil(value)) {
        values.add(value.text());
      }
    }
    if (values.size() > MAX_VALUES) {
      throw invalid("an attribute with more than 1,000 values");
    }
    return List.copyOf(values);
  }

  /** XML Schema part 1, 2.6: the type is read over, since only texts are accepted anyway. */
  private static void checkValue(XmlElement value) throws RefusalException {
    for (XmlAttribute attribute : value.attributes()) {
      boolean schema = attribute.namespace().equals(SCHEMA_INSTANCE);
      if (!schema || !Set.of("type", "nil").contains(attribute.name())) {
        throw invalid("an attribute that is not accepted in " + value);
      }
    }
    ElementRules.noChildren(value);
    if (value.text().length() > MAX_VALUE) {
      throw invalid("a value longer than 2,048 characters");
    }
  }

  private static boolean isNil(XmlElement value) {
    return value.attributes().stream()
        .anyMatch(each -> each.name().equals("nil") && !each.value().equals("false"));
  }

  private static RefusalException invalid(String detail) {
    return AuthnRequestGrammar.invalid(detail);
  }
}
