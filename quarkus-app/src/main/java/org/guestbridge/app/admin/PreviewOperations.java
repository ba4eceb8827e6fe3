package org.guestbridge.app.admin;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PlanState;

/** What planning all stored people anew would come to. Nothing is written. */
public interface PreviewOperations {

  /** Largest page, in people. */
  int MAX_PAGE = 100;

  /**
   * Previews people in one state, in order of id.
   *
   * @param candidate the path of a realm file on the broker's machine, instead of the one in force
   * @param state as they were last planned
   * @param after the person after whom the page begins; empty for the first page
   * @param limit the size of the page, 1 to {@link #MAX_PAGE}
   */
  PreviewPage page(Optional<String> candidate, PlanState state, Optional<UUID> after, int limit)
      throws RefusalException;
}
