package org.guestbridge.app.boot;

import java.util.Optional;
import org.guestbridge.app.http.Traces;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jspecify.annotations.Nullable;

/**
 * Why the broker did not start, found in the chain of causes.
 *
 * @param code the stable code
 * @param detail one sentence, or the places of a defect without any message
 */
record StartFailure(Code code, String detail) {

  static Optional<StartFailure> of(@Nullable Throwable thrown) {
    if (thrown == null) {
      return Optional.empty();
    }
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof RefusalException refusal) {
        return Optional.of(new StartFailure(refusal.code(), refusal.detail()));
      }
      if (each instanceof LedgerUnfitException unfit) {
        return Optional.of(new StartFailure(unfit.code(), "The database does not fit."));
      }
      if (each instanceof LedgerUnavailableException) {
        return Optional.of(
            new StartFailure(Code.LEDGER_UNAVAILABLE, "The database did not answer at the start."));
      }
    }
    return Optional.of(new StartFailure(Code.INTERNAL_ERROR, Traces.withoutMessages(thrown)));
  }
}
