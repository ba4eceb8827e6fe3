package org.guestbridge.app.reconcile;

import java.util.List;
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
   * Begins to keep from everybody what a directory has on alias domains and the registry does not
   * know; once that went to its end for every directory of the realm, the time after the restore is
   * over. Refused as {@link #reconcile}.
   *
   * @param actor who ordered it, for the audit log
   */
  RunState relearn(String directory, String actor) throws RefusalException;

  /** Most entries of one {@link #importAccounts}. */
  int MAX_ENTRIES = 25;

  /**
   * Gives accounts that are there to the people whose they are, or shows what would become of them;
   * refused with {@code delivery_directory_unknown}, the code for which the directory fails, or
   * {@code request_invalid}.
   *
   * @param entries at most {@link #MAX_ENTRIES}
   * @param applies whether anything is done
   * @param actor who ordered it, for the audit log
   */
  List<ImportResult> importAccounts(
      String directory, List<ImportEntry> entries, boolean applies, String actor)
      throws RefusalException;

  /**
   * Accounts whose {@code externalId} says whose they are; a page may hold none and not be the
   * last. Refused with {@code delivery_directory_unknown}, the code for which the directory fails,
   * or {@code request_invalid} during the time after a restore.
   *
   * @param from the position at which to begin, from 1
   */
  ImportCandidates importCandidates(String directory, long from) throws RefusalException;

  /**
   * The run that is on or was last; refused with {@code reconciliation_unknown} when there was none
   * since the broker started.
   *
   * @param from the number of the first finding to show; a run that is on shows none
   */
  RunState state(String directory, int from) throws RefusalException;
}
