package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.People;

/**
 * What a client asks to be answered with (RFC 7644 sections 3.4.2.4 and 3.9).
 *
 * @param filter which resources
 * @param startIndex the first of them, from 1
 * @param count at most how many, 0 to {@value #MAX_COUNT}
 * @param attributes the attributes wanted, in lower case; empty for all
 * @param excluded the attributes not wanted, in lower case
 */
record Query(
    Optional<Filter> filter,
    int startIndex,
    int count,
    Set<String> attributes,
    Set<String> excluded) {

  /** The largest page. */
  static final int MAX_COUNT = 200;

  private static final int DEFAULT_COUNT = 100;
  private static final int MAX_ATTRIBUTES_LENGTH = 4_000;
  private static final Set<String> ALWAYS = Set.of("schemas", "id");

  /** Reads the parameters of a URL, untrusted; others than these are of no account. */
  static Query of(Function<String, List<String>> parameters) {
    return new Query(
        one(parameters, "filter")
            .filter(text -> !text.isBlank())
            .map(text -> Filter.parse(text, Code.SCIM_FILTER)),
        Math.max(1, number(parameters, "startIndex", 1)),
        Math.min(MAX_COUNT, Math.max(0, number(parameters, "count", DEFAULT_COUNT))),
        names(one(parameters, "attributes")),
        names(one(parameters, "excludedAttributes")));
  }

  boolean wants(String attribute) {
    String lower = StoredUser.lower(attribute);
    return (attributes.isEmpty() || attributes.contains(lower)) && !excluded.contains(lower);
  }

  /** Takes away what is not wanted. */
  ObjectNode project(ObjectNode resource) {
    Set<String> gone = new HashSet<>();
    resource
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!ALWAYS.contains(name) && !wants(name)) {
                gone.add(name);
              }
            });
    resource.remove(gone);
    return resource;
  }

  /** Whether a page of {@code size} resources, which may have ended early, is all there is. */
  boolean isWhole(int size) {
    return startIndex == 1 && size < Math.min(count, People.FEWEST_OF_LONG_PAGE);
  }

  /** A ListResponse. */
  ObjectNode page(long total, List<ObjectNode> resources) {
    ObjectNode page = ScimJson.object();
    page.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
    page.put("totalResults", Math.toIntExact(Math.min(total, Integer.MAX_VALUE)));
    page.put("startIndex", startIndex);
    page.put("itemsPerPage", resources.size());
    ArrayNode list = page.putArray("Resources");
    resources.forEach(list::add);
    return page;
  }

  private static Optional<String> one(Function<String, List<String>> parameters, String name) {
    List<String> values = parameters.apply(name);
    if (values.size() > 1) {
      throw new ScimRefusal(Code.SCIM_VALUE, "The parameter " + name + " stands twice.");
    }
    return values.stream().findFirst();
  }

  private static int number(Function<String, List<String>> parameters, String name, int absent) {
    Optional<String> text = one(parameters, name);
    if (text.isPresent() && !text.get().matches("-?[0-9]{1,9}")) {
      throw new ScimRefusal(Code.SCIM_VALUE, name + " is no number.");
    }
    return text.map(Integer::parseInt).orElse(absent);
  }

  /** The attributes themselves; a sub-attribute stands for the whole of its attribute. */
  private static Set<String> names(Optional<String> list) {
    Set<String> names = new HashSet<>();
    if (list.isPresent() && !list.get().isBlank()) {
      if (list.get().length() > MAX_ATTRIBUTES_LENGTH) {
        throw new ScimRefusal(Code.SCIM_VALUE, "A list of attributes is too long.");
      }
      for (String each : list.get().split(",", -1)) {
        AttributePath path = AttributePath.parse(each.strip());
        names.add(StoredUser.lower(path.extension().or(path::attribute).orElseThrow()));
      }
    }
    return names;
  }
}
