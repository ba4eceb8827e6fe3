package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.release.ReleasedIdentity;

/** What came of the unit of work of a login. */
sealed interface LoginStep {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Released, T> released, Function<Refused, T> refused) {
    return this instanceof Released step ? released.apply(step) : refused.apply((Refused) this);
  }

  /** The identity is released, once the unit commits. */
  record Released(ReleasedIdentity identity) implements LoginStep {}

  /**
   * The person is not told of. The unit rolls back, unless the person lacks a mail route alone.
   *
   * @param code why
   * @param rule the rule that decided
   * @param binding whose, when known
   * @param toHold the binding to be held in a unit of its own
   */
  record Refused(Code code, Optional<String> rule, Optional<UUID> binding, Optional<UUID> toHold)
      implements LoginStep {

    /** A refusal that is about no binding. */
    Refused(Code code, Optional<String> rule) {
      this(code, rule, Optional.empty(), Optional.empty());
    }
  }
}
