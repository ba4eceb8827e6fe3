package org.guestbridge.simulators.entra.provisioning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What happened so far in a cycle. Safe for use by several threads. */
final class Counts {
  private static final int REMEMBERED = 1000;

  private final Map<Action, Long> counts = new EnumMap<>(Action.class);
  private final Deque<String> failures = new ArrayDeque<>();
  private final List<Drift> drifts = new ArrayList<>();

  synchronized void add(Action action) {
    counts.merge(action, 1L, Long::sum);
  }

  synchronized void add(Action action, long times) {
    counts.merge(action, times, Long::sum);
  }

  synchronized void failure(String line) {
    failures.addLast(line);
    if (failures.size() > REMEMBERED) {
      failures.removeFirst();
    }
  }

  synchronized void drift(Drift drift) {
    if (drifts.size() < REMEMBERED) {
      drifts.add(drift);
    }
  }

  synchronized Map<Action, Long> counts() {
    return new EnumMap<>(counts);
  }

  synchronized List<String> failures() {
    return new ArrayList<>(failures);
  }

  synchronized List<Drift> drifts() {
    return new ArrayList<>(drifts);
  }

  synchronized long count(Action action) {
    return counts.getOrDefault(action, 0L);
  }
}
