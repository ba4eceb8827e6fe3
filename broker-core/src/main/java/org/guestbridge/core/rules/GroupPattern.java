package org.guestbridge.core.rules;

import com.google.re2j.Matcher;
import java.util.Optional;

/**
 * What becomes of groups by their name at the upstream.
 *
 * @param match which groups: an expression that the whole name matches
 * @param name the name downstream, in which {@code $1} to {@code $9} stand for the expression's
 *     groups and {@code $$} for a dollar; empty leaves the group out
 */
public record GroupPattern(Predicate.Regex match, Optional<String> name) {

  /** Longest {@code name}, in characters. */
  public static final int MAX_LENGTH = 255;

  public GroupPattern {
    name.flatMap(text -> problem(match, text))
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** What is wrong with a name, one sentence; empty when nothing is. */
  public static Optional<String> problem(Predicate.Regex match, String name) {
    if (name.isBlank()
        || name.length() > MAX_LENGTH
        || name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("A group's name has 1 to 255 characters and no control characters.");
    }
    for (int at = name.indexOf('$'); at >= 0; at = name.indexOf('$', at + 2)) {
      char next = at + 1 < name.length() ? name.charAt(at + 1) : ' ';
      boolean known =
          next == '$'
              || (next >= '1' && next <= '9' && next - '0' <= match.compiled().groupCount());
      if (!known) {
        return Optional.of("After $ write a number of the expression's groups, or another $.");
      }
    }
    return Optional.empty();
  }

  /** Whether the pattern decides about a group of this name. */
  boolean decides(String displayName) {
    return match.compiled().matches(displayName);
  }

  /** The name downstream of a group about which it decides; empty when it is left out. */
  Optional<String> rename(String displayName) {
    Matcher found = match.compiled().matcher(displayName);
    return found.matches() ? name.map(text -> expanded(text, found)) : Optional.empty();
  }

  private static String expanded(String text, Matcher found) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
      char next = text.charAt(dollar + 1);
      result.append(text, at, dollar);
      if (next == '$') {
        result.append('$');
      } else {
        String group = found.group(next - '0');
        result.append(group == null ? "" : group);
      }
      at = dollar + 2;
    }
    result.append(text, at, text.length());
    return result.toString();
  }
}
