package org.guestbridge.app.admin;

import org.guestbridge.core.problem.RefusalException;

/** The time after a restore of an older backup. */
public interface EpochOperations {

  /** The last one. */
  EpochView state() throws RefusalException;

  /** Begins one: new aliases of every realm carry a mark. */
  EpochView begin(Actor actor) throws RefusalException;

  /** Ends it although nothing was learned from the directories. */
  EpochView end(Actor actor) throws RefusalException;
}
