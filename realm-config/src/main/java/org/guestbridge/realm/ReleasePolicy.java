package org.guestbridge.realm;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a downstream may be told of the people whom the rules let in, and from where they may come.
 *
 * @param groups the group names that may be sent; every group when absent, none when empty
 * @param upstreams the names of the upstreams whose people may sign in; every upstream when absent,
 *     none when empty
 */
public record ReleasePolicy(Optional<Set<String>> groups, Optional<Set<String>> upstreams) {

  /** Every group, every upstream. */
  public static final ReleasePolicy EVERYTHING =
      new ReleasePolicy(Optional.empty(), Optional.empty());

  public ReleasePolicy {
    groups = groups.map(Set::copyOf);
    upstreams = upstreams.map(Set::copyOf);
  }

  /** Whether people of this upstream may sign in. */
  public boolean admits(String upstream) {
    return upstreams.map(allowed -> allowed.contains(upstream)).orElse(true);
  }

  /** Those of {@code all} that may be sent, in the same order. */
  public List<String> groupsOf(List<String> all) {
    return groups.map(allowed -> all.stream().filter(allowed::contains).toList()).orElse(all);
  }
}
