package org.guestbridge.app.admin;

import java.util.List;
import org.guestbridge.app.reconcile.ImportResult;

/**
 * What becomes of the accounts of an import.
 *
 * @param results one for each entry, in its order
 */
public record ImportAnswer(List<ImportResult> results) {

  public ImportAnswer {
    results = List.copyOf(results);
  }
}
