package org.guestbridge.core.ledger.jdbc;

/**
 * The row that made an insert fail was gone when it was read: another transaction took it back. The
 * unit of work is run again.
 */
final class LostRowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostRowException() {
    super("the row that was in the way is gone");
  }
}
