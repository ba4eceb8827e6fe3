package org.guestbridge.app.scim.in;

import jakarta.inject.Singleton;
import org.guestbridge.app.store.Rates;
import org.guestbridge.core.problem.Code;

/**
 * How often one address may come without a good token. It is counted over all realms, those that
 * there are and those that there are not, so that being refused tells nothing about a realm. Each
 * node counts for itself.
 */
@Singleton
final class FailedTokens {

  /** Failures of one address in a minute. */
  static final int PER_MINUTE = 600;

  private static final String WHAT = "scim";
  private static final int WINDOW_SECONDS = 60;

  private final Rates rates;

  FailedTokens(Rates rates) {
    this.rates = rates;
  }

  /** Whether {@code source} failed so often that its next token is not worth a look. */
  boolean areTooMany(String source) {
    return rates.isUsedUp(WHAT, source, PER_MINUTE, WINDOW_SECONDS);
  }

  /** Counts one more failure; what it is answered, by {@code refusal} while they are few. */
  ScimRefusal counted(String source, ScimRefusal refusal) {
    return rates.permits(WHAT, source, PER_MINUTE, WINDOW_SECONDS) ? refusal : tooMany();
  }

  /** What is answered for the rest of the minute. */
  ScimRefusal tooMany() {
    return new ScimRefusal(Code.RATE_LIMITED, "Too many requests without a good token.");
  }

  /** When the next minute begins, for {@code Retry-After}; 1 to 60. */
  int secondsLeft() {
    return rates.secondsLeft(WINDOW_SECONDS);
  }
}
