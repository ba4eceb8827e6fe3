package org.guestbridge.simulators.atlassian.scim;

import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of a patch: {@code attribute}, {@code attribute.sub}, {@code attribute[sub eq "value"]} or
 * {@code attribute[sub eq "value"].sub}, with or without the schema's URN before it.
 *
 * @param schema the URN, or empty
 * @param filter what the element of a list has to have, or empty
 * @param sub the sub-attribute, or empty
 */
record AttributePath(
    String schema, String attribute, Optional<Condition> filter, Optional<String> sub) {
  /** {@code attribute eq value}. */
  record Condition(String attribute, String value) {
    boolean holdsFor(JsonNode element) {
      return element.path(attribute).asText("").equalsIgnoreCase(value);
    }
  }

  private static final Pattern PATH =
      Pattern.compile(
          "(?:(urn:[^\\s\\[\\]]+):)?([A-Za-z$][\\w-]*)"
              + "(?:\\[\\s*([A-Za-z]+)\\s+[eE][qQ]\\s+(\"(?:[^\"\\\\]|\\\\.)*\"|true|false)\\s*\\])?"
              + "(?:\\.([A-Za-z$][\\w-]*))?");
  private static final int MAXIMUM_LENGTH = 1000;

  static AttributePath parse(String text) {
    if (text.toLowerCase(Locale.ROOT).equals(UserDocument.ENTERPRISE.toLowerCase(Locale.ROOT))) {
      return new AttributePath("", UserDocument.ENTERPRISE, Optional.empty(), Optional.empty());
    }
    Matcher matcher = PATH.matcher(text);
    if (text.length() > MAXIMUM_LENGTH || !matcher.matches()) {
      throw badRequest("invalidPath", "the path is not understood: " + text);
    }
    Optional<Condition> filter =
        Optional.ofNullable(matcher.group(3))
            .map(sub -> new Condition(sub, ScimJson.unquote(matcher.group(4))));
    return new AttributePath(
        Optional.ofNullable(matcher.group(1)).orElse(""),
        matcher.group(2),
        filter,
        Optional.ofNullable(matcher.group(5)));
  }

  boolean isEnterprise() {
    return schema.equalsIgnoreCase(UserDocument.ENTERPRISE);
  }

  boolean is(String name) {
    return attribute.equalsIgnoreCase(name);
  }
}
