package org.guestbridge.app.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How far a run is, or what came of it.
 *
 * @param id names the run
 * @param directory the downstream's name in the realm file
 * @param purpose what it is for, such as {@code compare} or {@code repair}
 * @param phase what is being read
 * @param done how many were read in this phase
 * @param total how many there are in it, 0 when not known
 * @param startedAt when it began
 * @param finishedAt when it ended; empty while it runs
 * @param code why it could not go to its end
 * @param waiting deliveries that were on their way and not compared
 * @param counts how many findings of which kind
 * @param findings one page of them, in the order found
 * @param next the number of the first finding of the next page
 */
public record RunState(
    UUID id,
    String directory,
    String purpose,
    String phase,
    long done,
    long total,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<String> code,
    long waiting,
    List<Count> counts,
    List<Finding> findings,
    Optional<Integer> next) {

  public RunState {
    counts = List.copyOf(counts);
    findings = List.copyOf(findings);
  }

  /**
   * How many findings are of one kind.
   *
   * @param kind its stable name
   * @param found how many
   * @param repaired of how many repair was ordered
   * @param note whether it is only worth knowing
   */
  public record Count(String kind, long found, long repaired, boolean note) {}
}
