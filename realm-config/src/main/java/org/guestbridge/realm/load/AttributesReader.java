package org.guestbridge.realm.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads which attributes a downstream is sent. */
final class AttributesReader {

  private static final Pattern NAME = Pattern.compile("[!-~]{1,512}");

  private static final Map<String, AttributeNames.Format> FORMATS = formats();

  private AttributesReader() {}

  static Optional<AttributeNames> read(Section section) {
    AttributeNames defaults = AttributeNames.DEFAULTS;
    Optional<String> givenName = name(section, "givenname", defaults.givenName());
    Optional<String> surname = name(section, "surname", defaults.surname());
    Optional<String> emailAddress = name(section, "emailaddress", defaults.emailAddress());
    Optional<String> internalId = name(section, "internalId", defaults.internalId());
    Optional<String> groups = name(section, "groups", defaults.groups());
    Optional<AttributeNames.Format> format =
        section.optional("nameFormat").flatMap(node -> node.oneOf(FORMATS));
    Optional<AttributeNames> names =
        section.finish(
            () -> new AttributeNames(givenName, surname, emailAddress, internalId, groups, format));
    return names.isPresent() && names.get().hasRepeats()
        ? section.node().refuse(Code.REALM_DUPLICATE, "Two attributes have the same name.")
        : names;
  }

  /** The name given, none when the attribute is switched off, else the default. */
  private static Optional<String> name(Section section, String key, Optional<String> otherwise) {
    Optional<Node> node = section.optional(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    return node.get().isText() ? node.flatMap(AttributesReader::name) : switchedOff(node.get());
  }

  private static Optional<String> name(Node node) {
    return node.text(
        text -> NAME.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "An attribute name has at most 512 characters and no spaces.");
  }

  private static Optional<String> switchedOff(Node node) {
    return node.flag().orElse(false)
        ? node.refuse(Code.REALM_VALUE_INVALID, "Give the attribute's name, or false.")
        : Optional.empty();
  }

  private static Map<String, AttributeNames.Format> formats() {
    Map<String, AttributeNames.Format> formats = new LinkedHashMap<>();
    formats.put("uri", AttributeNames.Format.URI);
    formats.put("basic", AttributeNames.Format.BASIC);
    formats.put("unspecified", AttributeNames.Format.UNSPECIFIED);
    return formats;
  }
}
