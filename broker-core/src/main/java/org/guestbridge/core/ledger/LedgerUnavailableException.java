package org.guestbridge.core.ledger;

/**
 * The database did not answer, or did not say that it committed. Nothing of the unit of work was
 * written, unless the connection broke during the commit itself; then it may have been, as a whole,
 * and the person has to start again. The message and cause hold no value of a person.
 */
public final class LedgerUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LedgerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
