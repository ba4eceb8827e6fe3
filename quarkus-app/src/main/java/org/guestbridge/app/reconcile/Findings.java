package org.guestbridge.app.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run found: every finding is counted, the first {@value #MAX_KEPT} are kept. Safe for use
 * by several threads.
 */
final class Findings {

  /** Most findings that are kept, so that memory does not grow with the directory. */
  static final int MAX_KEPT = 10_000;

  private final Map<FindingKind, Long> found = new LinkedHashMap<>();
  private final Map<FindingKind, Long> repaired = new HashMap<>();
  private final List<Finding> kept = new ArrayList<>();

  synchronized void add(FindingKind kind, Finding finding, boolean isRepaired) {
    found.merge(kind, 1L, Long::sum);
    if (isRepaired) {
      repaired.merge(kind, 1L, Long::sum);
    }
    if (kept.size() < MAX_KEPT) {
      kept.add(finding);
    }
  }

  synchronized List<RunState.Count> counts() {
    return found.entrySet().stream()
        .map(
            entry ->
                new RunState.Count(
                    entry.getKey().text(),
                    entry.getValue(),
                    repaired.getOrDefault(entry.getKey(), 0L),
                    entry.getKey().isNote()))
        .toList();
  }

  synchronized long count(FindingKind kind) {
    return found.getOrDefault(kind, 0L);
  }

  synchronized List<Finding> page(int from, int limit) {
    int begin = Math.min(Math.max(0, from), kept.size());
    return List.copyOf(kept.subList(begin, Math.min(kept.size(), begin + limit)));
  }

  synchronized Optional<Integer> next(int from, int limit) {
    return from + limit < kept.size() ? Optional.of(from + limit) : Optional.empty();
  }
}
