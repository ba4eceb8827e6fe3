package org.guestbridge.core.provisioning;

import java.util.Set;

/**
 * A directory that is to have accounts and groups.
 *
 * @param name its name in the realm file, at most 64 characters
 * @param upstreams people of which upstreams it takes; empty for all
 */
public record Directory(String name, Set<String> upstreams) {

  public Directory {
    PersonStatement.check(name, 1, 64);
    upstreams = Set.copyOf(upstreams);
  }

  /** Whether it takes people of {@code upstream}. */
  public boolean takes(String upstream) {
    return upstreams.isEmpty() || upstreams.contains(upstream);
  }
}
