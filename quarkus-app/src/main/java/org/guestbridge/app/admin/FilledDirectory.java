package org.guestbridge.app.admin;

import java.time.LocalDate;
import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * A directory that a broker fills, as far as the ledger does not know it.
 *
 * @param keyExpires the last day on which the directory's key works, if the realm file notes it
 * @param stopped why this node leaves the directory alone, while it does
 */
public record FilledDirectory(Optional<LocalDate> keyExpires, Optional<Code> stopped) {

  /** Of which nothing besides its name is known. */
  public static final FilledDirectory NAMED =
      new FilledDirectory(Optional.empty(), Optional.empty());
}
