package org.guestbridge.app.reconcile;

import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of one account of an import.
 *
 * @param oid the person's Entra object id
 * @param address the account's user name
 * @param outcome {@code keep}: it keeps its address, which is the person's for ever; {@code
 *     rename}: it gets the person's address; {@code rename_waits}: the same, once the person has an
 *     address; {@code ours}: it is the person's already; {@code conflict}: address or account is
 *     somebody else's, or the person has another account; {@code not_there}; {@code ambiguous}:
 *     several accounts have the user name
 * @param binding whose it is or becomes, when there is a binding
 * @param applied whether it was done
 */
public record ImportResult(
    UUID oid, String address, String outcome, Optional<UUID> binding, boolean applied) {

  static ImportResult of(ImportEntry entry, String outcome) {
    return new ImportResult(entry.oid(), entry.address(), outcome, Optional.empty(), false);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[import of " + oid + " " + outcome + "]";
  }
}
