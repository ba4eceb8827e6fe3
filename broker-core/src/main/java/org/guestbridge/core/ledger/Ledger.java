package org.guestbridge.core.ledger;

import org.guestbridge.core.text.RealmId;

/**
 * The durable record, in units of work. One implementation speaks SQL; a reference one keeps
 * everything in memory, and both pass one contract suite.
 */
public interface Ledger {

  /**
   * Runs {@code work} in one transaction: commits when it returns, rolls back when it throws or
   * when it called {@link Unit#rollBack()}.
   *
   * @throws LedgerUnavailableException when the database does not answer; nothing was written
   */
  <T> T inUnit(RealmId realm, Work<T> work);

  /**
   * What happens inside one unit of work.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  interface Work<T> {
    T run(Unit unit);
  }
}
