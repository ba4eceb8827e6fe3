package org.guestbridge.simulators.atlassian.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.guestbridge.simulators.http.Form;

/**
 * {@code attributes} or {@code excludedAttributes}, never both. A sub-attribute selects the whole
 * attribute.
 */
record Projection(Set<String> wanted, Set<String> excluded) {
  private static final Set<String> ALWAYS = Set.of("id", "schemas");

  static Projection of(Form query) {
    if (query.has("attributes") && query.has("excludedAttributes")) {
      throw ScimRefusal.invalidValue("attributes and excludedAttributes exclude each other");
    }
    return new Projection(names(query, "attributes"), names(query, "excludedAttributes"));
  }

  boolean leavesOut(String attribute) {
    String key = attribute.toLowerCase(Locale.ROOT);
    return !ALWAYS.contains(key)
        && (excluded.contains(key) || (!wanted.isEmpty() && !wanted.contains(key)));
  }

  ObjectNode apply(ObjectNode resource) {
    resource.properties().removeIf(field -> leavesOut(field.getKey()));
    return resource;
  }

  private static Set<String> names(Form query, String parameter) {
    Set<String> names = new HashSet<>();
    for (String name : List.of(query.value(parameter).orElse("").split(","))) {
      String trimmed = name.trim().toLowerCase(Locale.ROOT);
      if (!trimmed.isEmpty()) {
        boolean urn = trimmed.startsWith("urn:");
        int dot = trimmed.indexOf('.');
        names.add(urn || dot < 0 ? trimmed : trimmed.substring(0, dot));
      }
    }
    return names;
  }
}
