package org.guestbridge.core.ledger;

import org.guestbridge.core.problem.Code;

/**
 * The database cannot carry a ledger: it is of an unsupported kind, or its schema or constraints
 * are not this version's. The broker must not start on it.
 */
public final class LedgerUnfitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Code code;

  /**
   * An unfit database.
   *
   * @param code {@link Code#LEDGER_UNSUPPORTED}, {@link Code#LEDGER_SCHEMA_MISMATCH} or {@link
   *     Code#LEDGER_MIGRATED_ELSEWHERE}
   * @param detail one sentence for the administrator
   */
  public LedgerUnfitException(Code code, String detail) {
    super(detail);
    this.code = code;
  }

  /** The stable code. */
  public Code code() {
    return code;
  }
}
