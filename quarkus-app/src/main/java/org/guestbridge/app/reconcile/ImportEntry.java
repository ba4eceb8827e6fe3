package org.guestbridge.app.reconcile;

import java.util.Objects;
import java.util.UUID;

/**
 * Whose an account is, on an administrator's word.
 *
 * @param oid the person's Entra object id
 * @param address the account's user name as the directory has it
 */
public record ImportEntry(UUID oid, String address) {

  public ImportEntry {
    Objects.requireNonNull(oid, "oid is null");
    Objects.requireNonNull(address, "address is null");
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[import of " + oid + "]";
  }
}
