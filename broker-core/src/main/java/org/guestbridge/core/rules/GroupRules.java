package org.guestbridge.core.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which downstream groups a person is released with, at a login and in a directory alike. A list
 * the upstream cut short releases fewer groups, never more; so does a name that is not known.
 *
 * @param map upstream group id to downstream group name, in the order of release; names of 1 to 255
 *     characters, at most 10,000 entries
 * @param patterns what becomes of groups that are not in {@code map} and whose name is known; the
 *     first that matches decides; at most {@value #MAX_PATTERNS}
 * @param prefix what stands before every name that is released, at most 64 characters
 * @param dropOthers whether a group about which neither decides is left out; otherwise its id is
 *     released after the others, in the order of ids
 */
public record GroupRules(
    Map<String, String> map, List<GroupPattern> patterns, String prefix, boolean dropOthers) {

  /** Releases no group. */
  public static final GroupRules NONE = new GroupRules(Map.of(), true);

  /** Most patterns of one rule. */
  public static final int MAX_PATTERNS = 100;

  /** Longest prefix, in characters. */
  public static final int MAX_PREFIX_LENGTH = 64;

  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_NAME_LENGTH = 255;

  public GroupRules {
    map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
    patterns = List.copyOf(patterns);
    if (map.size() > MAX_ENTRIES || patterns.size() > MAX_PATTERNS) {
      throw new IllegalArgumentException("more than 10,000 groups, or 100 patterns");
    }
    if (prefix.length() > MAX_PREFIX_LENGTH || prefix.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a prefix has at most 64 characters");
    }
    map.forEach(GroupRules::check);
  }

  /** A table alone. */
  public GroupRules(Map<String, String> map, boolean dropOthers) {
    this(map, List.of(), "", dropOthers);
  }

  /** Whether the upstream's names of groups matter. */
  public boolean readsNames() {
    return !patterns.isEmpty();
  }

  /**
   * The downstream groups for someone, each once.
   *
   * @param groups ids
   * @param names the upstream's names of those that are known, by id
   */
  public List<String> released(Set<String> groups, Map<String, String> names) {
    Set<String> released = new LinkedHashSet<>();
    map.forEach(
        (upstream, downstream) -> {
          if (groups.contains(upstream)) {
            add(released, downstream);
          }
        });
    Set<String> others = new TreeSet<>(groups);
    others.removeAll(map.keySet());
    Set<String> undecided = new LinkedHashSet<>();
    for (String group : others) {
      Optional<String> name = Optional.ofNullable(names.get(group));
      Optional<GroupPattern> pattern = name.flatMap(this::pattern);
      if (pattern.isPresent()) {
        pattern.get().rename(name.get()).ifPresent(renamed -> add(released, renamed));
      } else {
        undecided.add(group);
      }
    }
    if (!dropOthers) {
      undecided.forEach(group -> add(released, group));
    }
    return List.copyOf(released);
  }

  private Optional<GroupPattern> pattern(String name) {
    return patterns.stream().filter(pattern -> pattern.decides(name)).findFirst();
  }

  /** What is no name downstream is left out. */
  private void add(Set<String> released, String name) {
    String full = prefix + name;
    if (isName(name) && full.length() <= MAX_NAME_LENGTH) {
      released.add(full);
    }
  }

  private static boolean isName(String name) {
    return !name.isBlank() && name.chars().noneMatch(Character::isISOControl);
  }

  private static void check(String upstream, String downstream) {
    if (upstream.isEmpty() || !isName(downstream) || downstream.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "a group's name has 1 to 255 characters and no control characters");
    }
  }
}
