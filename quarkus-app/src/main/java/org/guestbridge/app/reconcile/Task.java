package org.guestbridge.app.reconcile;

import java.util.UUID;
import org.guestbridge.core.problem.RefusalException;

/** What a run does with one directory. */
interface Task {

  /** What it is for, as the state of the run says. */
  String purpose();

  /** Runs to the end, or throws the reason why it could not. */
  void run(Site site, UUID id, Findings findings, Progress progress) throws RefusalException;
}
