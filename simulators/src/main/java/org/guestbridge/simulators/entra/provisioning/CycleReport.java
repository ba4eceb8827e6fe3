package org.guestbridge.simulators.entra.provisioning;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one cycle did.
 *
 * @param initial true for a cycle over everybody
 * @param abortedBy why the cycle ended before its end; the next one begins where this one began
 * @param failures the newest failures, as one line each
 * @param drifts values that did not read back as they were written, found in this cycle
 */
public record CycleReport(
    boolean initial,
    Map<Action, Long> counts,
    Optional<String> abortedBy,
    List<String> failures,
    List<Drift> drifts,
    Duration took) {

  public long count(Action action) {
    return counts.getOrDefault(action, 0L);
  }

  /** True when the cycle came to its end and nothing failed. */
  public boolean clean() {
    return abortedBy.isEmpty()
        && count(Action.FAILED) == 0
        && count(Action.REFERENCE_FAILED) == 0
        && drifts.isEmpty();
  }
}
