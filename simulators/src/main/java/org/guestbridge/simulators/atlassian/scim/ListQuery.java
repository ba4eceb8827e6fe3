package org.guestbridge.simulators.atlassian.scim;

import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.badRequest;
import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.invalidValue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.http.Form;

/**
 * The query of a list: one exact match at most, a page, and no sorting.
 *
 * @param startIndex of the first result, from 1
 * @param count of results on the page
 */
record ListQuery(Optional<Match> filter, int startIndex, int count) {
  private static final Pattern FILTER =
      Pattern.compile("\\s*([A-Za-z]+)\\s+[eE][qQ]\\s+(\"(?:[^\"\\\\]|\\\\.)*\")\\s*");
  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

  /**
   * An exact match.
   *
   * @param attribute in its canonical case
   */
  record Match(String attribute, String value) {}

  static ListQuery of(Form query, Set<String> filterable, int maximum) {
    for (String unsupported : List.of("sortBy", "sortOrder", "cursor")) {
      if (query.has(unsupported)) {
        throw invalidValue(unsupported + " is not supported");
      }
    }
    Optional<Match> filter = query.value("filter").map(text -> match(text, filterable));
    int start = Math.max(1, number(query, "startIndex", 1));
    int count = Math.min(maximum, Math.max(0, number(query, "count", 100)));
    return new ListQuery(filter, start, count);
  }

  /** The answer with a page of results. */
  String answer(int total, List<ObjectNode> page) {
    ObjectNode answer = ScimJson.empty();
    answer.putArray("schemas").add(LIST);
    answer.put("totalResults", total);
    answer.put("startIndex", startIndex);
    answer.put("itemsPerPage", page.size());
    ArrayNode resources = answer.putArray("Resources");
    page.forEach(resources::add);
    return answer.toString();
  }

  private static Match match(String text, Set<String> filterable) {
    Matcher matcher = FILTER.matcher(text);
    if (matcher.matches()) {
      String asked = matcher.group(1);
      for (String name : filterable) {
        if (name.equalsIgnoreCase(asked)) {
          return new Match(name, ScimJson.unquote(matcher.group(2)));
        }
      }
    }
    throw badRequest("invalidFilter", "the filter is not supported: " + text);
  }

  private static int number(Form query, String name, int otherwise) {
    try {
      return query.value(name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException malformed) {
      throw invalidValue(name + " is not a number");
    }
  }
}
