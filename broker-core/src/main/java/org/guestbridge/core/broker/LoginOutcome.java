package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.release.ReleasedIdentity;

/** What came of a login. */
public sealed interface LoginOutcome {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Released, T> released, Function<Refused, T> refused) {
    return this instanceof Released outcome
        ? released.apply(outcome)
        : refused.apply((Refused) this);
  }

  /**
   * The person may be told of to the downstream.
   *
   * @param identity what to tell
   * @param rule the rule that decided
   */
  record Released(ReleasedIdentity identity, String rule) implements LoginOutcome {}

  /**
   * The person is refused.
   *
   * @param code the stable code
   * @param message the rule's own sentence for the person, when it has one
   */
  record Refused(Code code, Optional<String> message) implements LoginOutcome {}
}
