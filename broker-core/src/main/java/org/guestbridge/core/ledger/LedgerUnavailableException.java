package org.guestbridge.core.ledger;

/** The database did not answer, or did not commit. Nothing of the unit of work was written. */
public final class LedgerUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LedgerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
