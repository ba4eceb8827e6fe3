package org.guestbridge.app.reconcile;

import java.util.List;
import java.util.Optional;

/**
 * Accounts of a directory that another client made and marked with the object ids of their people.
 *
 * @param entries whose they are, as that client said; none when a page held no such account
 * @param next the position at which to go on; empty at the end
 */
public record ImportCandidates(List<ImportEntry> entries, Optional<Long> next) {

  public ImportCandidates {
    entries = List.copyOf(entries);
  }
}
