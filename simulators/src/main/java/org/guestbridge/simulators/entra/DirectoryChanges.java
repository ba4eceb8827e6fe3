package org.guestbridge.simulators.entra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What happened to users and groups, in order: the source of delta queries and of incremental
 * provisioning cycles. Safe for use by several threads.
 */
public final class DirectoryChanges {
  /** What kind of object changed. */
  public enum Kind {
    USER,
    GROUP
  }

  /** Whether the object is still there. */
  public enum Presence {
    PRESENT,
    /** In the recycle bin, from which it can come back. */
    SOFT_DELETED,
    GONE
  }

  /**
   * One change.
   *
   * @param sequence counts from 1 without gaps
   * @param properties names of the properties that changed, as Graph names them
   * @param members direct members of a group that came (true) or left (false)
   */
  public record Change(
      long sequence,
      Kind kind,
      UUID id,
      Presence presence,
      Set<String> properties,
      Map<UUID, Boolean> members) {}

  private final List<Change> changes = new ArrayList<>();

  DirectoryChanges() {}

  /** The number of the newest change; 0 before the first. */
  public synchronized long newest() {
    return changes.size();
  }

  /** Every change after this one, oldest first. */
  public synchronized List<Change> after(long sequence) {
    return new ArrayList<>(changes.subList((int) Math.min(sequence, newest()), changes.size()));
  }

  synchronized void add(
      Kind kind, UUID id, Presence presence, Set<String> properties, Map<UUID, Boolean> members) {
    changes.add(
        new Change(
            changes.size() + 1L, kind, id, presence, Set.copyOf(properties), Map.copyOf(members)));
  }
}
