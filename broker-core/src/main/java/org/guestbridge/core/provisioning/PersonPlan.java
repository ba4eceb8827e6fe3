package org.guestbridge.core.provisioning;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;

/**
 * What was last decided about a person.
 *
 * @param state the decision
 * @param code why, when not provided
 * @param rule the name of the rule that decided, when one did
 * @param bindingId the person's binding, when there is one
 * @param version under which version of rules, channels and directories it was decided; empty
 *     before the first decision
 */
public record PersonPlan(
    PlanState state,
    Optional<Code> code,
    Optional<String> rule,
    Optional<UUID> bindingId,
    String version) {

  /** Nothing was decided yet. */
  public static final PersonPlan NONE =
      new PersonPlan(PlanState.NEW, Optional.empty(), Optional.empty(), Optional.empty(), "");

  /** Longest version, in characters. */
  public static final int MAX_VERSION_LENGTH = 16;

  public PersonPlan {
    if (version.length() > MAX_VERSION_LENGTH) {
      throw new IllegalArgumentException("a plan's version has at most 16 characters");
    }
  }
}
