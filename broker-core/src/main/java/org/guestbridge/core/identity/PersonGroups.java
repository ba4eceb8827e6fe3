package org.guestbridge.core.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The groups that a person is in.
 *
 * @param ids as the upstream names them; empty when there are none or none are known
 * @param complete whether {@code ids} is all of them; false on overage
 * @param names the directory's names of those that are known, by id
 */
public record PersonGroups(Set<String> ids, boolean complete, Map<String, String> names) {

  /** Nothing is known of them. */
  public static final PersonGroups UNKNOWN = of(Set.of(), false);

  public PersonGroups {
    ids = Set.copyOf(ids);
    names = Map.copyOf(names);
  }

  /** Groups of which no name is known. */
  public static PersonGroups of(Set<String> ids, boolean complete) {
    return new PersonGroups(ids, complete, Map.of());
  }

  /**
   * The same groups with these names.
   *
   * @param known by id; of groups that the person is not in, they are left out
   */
  PersonGroups named(Map<String, String> known) {
    Map<String, String> own = new HashMap<>(known);
    own.keySet().retainAll(ids);
    return new PersonGroups(ids, complete, own);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[groups]";
  }
}
