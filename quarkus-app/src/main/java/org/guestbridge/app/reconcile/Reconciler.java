package org.guestbridge.app.reconcile;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.RefusalException;

/** Compares one directory with everything that Guestbridge knows, and repairs when told to. */
final class Reconciler implements Task {

  private final Optional<String> repairer;

  /**
   * A reconciler.
   *
   * @param repairer who ordered repair; empty when nothing is to be repaired
   */
  Reconciler(Optional<String> repairer) {
    this.repairer = repairer;
  }

  @Override
  public String purpose() {
    return repairer.isPresent() ? "repair" : "compare";
  }

  @Override
  public void run(Site site, UUID id, Findings findings, Progress progress)
      throws RefusalException {
    Comparison comparison = new Comparison(site, id, findings, progress, repairer);
    new GroupComparison(comparison).run();
    new AccountComparison(comparison).run();
    new DesiredComparison(comparison).run();
  }
}
