package org.guestbridge.app.admin;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** What an administrator may ask about the people of whom a realm's channels told. */
public interface PlanOperations {

  /** How many people each channel told of, and what became of them; without personal values. */
  PlanList counts() throws RefusalException;

  /**
   * Who is held back, in order of id, with personal values.
   *
   * @param code those held back with this code alone; empty for all
   * @param after the person after whom the page begins; empty for the first page
   * @param limit the size of the page, 1 to {@link AdminOperations#MAX_PAGE}
   */
  HeldPage heldBack(Optional<Code> code, Optional<UUID> after, int limit) throws RefusalException;
}
