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
   * <p>When the database gives up a transaction because of another one (a lock, a deadlock), it is
   * rolled back and {@code work} runs again, a bounded number of times; so {@code work} must have
   * no effect beyond its unit.
   *
   * @throws LedgerUnavailableException when the database does not answer or keeps giving up
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
