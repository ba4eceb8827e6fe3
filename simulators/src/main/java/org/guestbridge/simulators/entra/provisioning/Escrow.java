package org.guestbridge.simulators.entra.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects that failed, and when each is tried again: after an unreachable target in the next cycle,
 * after a refusal at growing distances. Safe for use by several threads.
 */
final class Escrow {
  private final ProvisioningSettings.Timing timing;
  private final Map<UUID, Entry> waiting = new ConcurrentHashMap<>();

  private record Entry(Instant firstFailed, int attempts, Instant next) {}

  Escrow(ProvisioningSettings.Timing timing) {
    this.timing = timing;
  }

  /** Remembers a failure; false when nobody tries any more. */
  boolean failed(UUID id, boolean again, Instant now) {
    Entry before = waiting.getOrDefault(id, new Entry(now, 0, now));
    if (!now.isBefore(before.firstFailed().plus(timing.giveUp()))) {
      waiting.remove(id);
      return false;
    }
    if (again) {
      waiting.put(id, new Entry(before.firstFailed(), before.attempts(), now));
      return true;
    }
    List<Duration> distances = timing.escrow();
    Instant next =
        before.attempts() < distances.size()
            ? before.firstFailed().plus(distances.get(before.attempts()))
            : now.plus(Duration.ofDays(1));
    waiting.put(id, new Entry(before.firstFailed(), before.attempts() + 1, next));
    return true;
  }

  void succeeded(UUID id) {
    waiting.remove(id);
  }

  Set<UUID> due(Instant now) {
    Set<UUID> due = new HashSet<>();
    waiting.forEach(
        (id, entry) -> {
          if (!now.isBefore(entry.next())) {
            due.add(id);
          }
        });
    return due;
  }

  boolean holds(UUID id) {
    return waiting.containsKey(id);
  }

  int size() {
    return waiting.size();
  }

  void clear() {
    waiting.clear();
  }
}
