package org.guestbridge.app.admin;

import java.util.List;
import org.guestbridge.app.reconcile.ImportEntry;

/**
 * Accounts to import.
 *
 * @param entries whose they are
 */
public record ImportRequest(List<ImportEntry> entries) {

  public ImportRequest {
    entries = List.copyOf(entries);
  }
}
