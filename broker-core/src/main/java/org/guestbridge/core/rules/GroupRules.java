package org.guestbridge.core.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which downstream groups a person is released with. A list the upstream cut short releases fewer
 * groups, never more.
 *
 * @param map upstream group id to downstream group name, in the order of release; names of 1 to 255
 *     characters, at most 10,000 entries
 * @param dropOthers whether a group that is not in {@code map} is left out; otherwise its id is
 *     released after the mapped ones, in the order of ids
 */
public record GroupRules(Map<String, String> map, boolean dropOthers) {

  /** Releases no group. */
  public static final GroupRules NONE = new GroupRules(Map.of(), true);

  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_NAME_LENGTH = 255;

  public GroupRules {
    map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
    if (map.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException("more than 10,000 groups");
    }
    map.forEach(GroupRules::check);
  }

  /** The downstream groups for someone in {@code groups}, each once. */
  public List<String> released(Set<String> groups) {
    Set<String> released = new LinkedHashSet<>();
    map.forEach(
        (upstream, downstream) -> {
          if (groups.contains(upstream)) {
            released.add(downstream);
          }
        });
    if (!dropOthers) {
      new TreeSet<>(groups)
          .stream().filter(group -> !map.containsKey(group)).forEach(released::add);
    }
    return List.copyOf(released);
  }

  private static void check(String upstream, String downstream) {
    if (upstream.isEmpty()
        || downstream.isBlank()
        || downstream.length() > MAX_NAME_LENGTH
        || downstream.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a group's name has 1 to 255 characters and no control characters");
    }
  }
}
