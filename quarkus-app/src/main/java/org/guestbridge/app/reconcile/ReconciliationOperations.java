package org.guestbridge.app.reconcile;

import org.guestbridge.core.problem.RefusalException;

/** What an administrator may ask about the agreement of one realm with its directories. */
public interface ReconciliationOperations {

  /** Largest page of findings. */
  int MAX_PAGE = 1_000;

  /**
   * Begins to compare a directory; refused with {@code delivery_directory_unknown} or {@code
   * reconciliation_running}.
   *
   * @param repairs whether what can be repaired is to be
   * @param actor who ordered it, for the audit log
   */
  RunState reconcile(String directory, boolean repairs, String actor) throws RefusalException;

  /**
   * The run that is on or was last; refused with {@code reconciliation_unknown} when there was none
   * since the broker started.
   *
   * @param from the number of the first finding to show; a run that is on shows none
   */
  RunState state(String directory, int from) throws RefusalException;
}
