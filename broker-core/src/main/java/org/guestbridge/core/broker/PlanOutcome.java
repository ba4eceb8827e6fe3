package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.release.ReleasedIdentity;

/** What came of planning a person. */
public sealed interface PlanOutcome {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Planned, T> planned, Supplier<T> superseded, Supplier<T> unknown) {
    if (this instanceof Planned outcome) {
      return planned.apply(outcome);
    }
    return this instanceof Superseded ? superseded.get() : unknown.get();
  }

  /**
   * It was decided, and what the directories are to have is written down.
   *
   * @param plan the decision
   * @param released what they are to have; empty unless the person is provided
   */
  record Planned(PersonPlan plan, Optional<ReleasedIdentity> released) implements PlanOutcome {}

  /** The person changed meanwhile and is still due; nothing was written. */
  record Superseded() implements PlanOutcome {}

  /**
   * The realm has no such person. The code is {@link
   * org.guestbridge.core.problem.Code#PERSON_UNKNOWN}.
   */
  record Unknown() implements PlanOutcome {}
}
