package org.guestbridge.keycloak.registry;

import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.text.RealmId;

/**
 * Runs each unit of work while the request's JTA transaction is suspended. Keycloak's pool hands a
 * connection of the running transaction to whoever asks inside it; suspended, it hands out a free
 * one, whose commit, rollback and constraint violations are its own.
 */
final class OwnTransactionLedger implements Ledger {

  private final Ledger ledger;
  private final TransactionManager transactions;

  OwnTransactionLedger(Ledger ledger, TransactionManager transactions) {
    this.ledger = ledger;
    this.transactions = transactions;
  }

  @Override
  public <T> T inUnit(RealmId realm, Work<T> work) {
    return outside(transactions, () -> ledger.inUnit(realm, work));
  }

  /** What happens outside of the transaction. */
  @FunctionalInterface
  interface Body<T> {
    T run();
  }

  /**
   * Runs {@code body} outside of the transaction of this thread, if there is one.
   *
   * @throws LedgerUnavailableException when the transaction manager cannot set it aside or take it
   *     up again
   */
  static <T> T outside(TransactionManager transactions, Body<T> body) {
    Transaction suspended = suspend(transactions);
    try {
      return body.run();
    } finally {
      resume(transactions, suspended);
    }
  }

  private static Transaction suspend(TransactionManager transactions) {
    try {
      return transactions.suspend();
    } catch (SystemException failure) {
      throw new LedgerUnavailableException("the transaction cannot be suspended", failure);
    }
  }

  private static void resume(TransactionManager transactions, Transaction suspended) {
    if (suspended == null) {
      return;
    }
    try {
      transactions.resume(suspended);
    } catch (InvalidTransactionException | SystemException failure) {
      throw new LedgerUnavailableException("the transaction cannot be resumed", failure);
    }
  }
}
