package org.guestbridge.core.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/** What the rules say about one identity, with the reasons. */
public sealed interface Decision {

  /** Every rule looked at, in order, up to and including the one that decided. */
  List<RuleTrace> trace();

  /** Applies the function of the case that holds. */
  default <T> T fold(
      Function<Alias, T> alias, Function<PassThrough, T> passThrough, Function<Refuse, T> refuse) {
    if (this instanceof Alias decided) {
      return alias.apply(decided);
    }
    if (this instanceof PassThrough decided) {
      return passThrough.apply(decided);
    }
    return refuse.apply((Refuse) this);
  }

  /**
   * The person gets an alias, through the registry.
   *
   * @param rule the name of the rule that decided
   * @param request the alias asked for
   * @param names the names to release
   * @param groups the downstream groups to release, in order
   * @param trace the reasons
   */
  record Alias(
      String rule,
      AliasRequest request,
      ReleasedNames names,
      List<String> groups,
      List<RuleTrace> trace)
      implements Decision {
    public Alias {
      groups = List.copyOf(groups);
      trace = List.copyOf(trace);
    }
  }

  /**
   * The person keeps the address, through the registry.
   *
   * @param rule the name of the rule that decided
   * @param address the address, on a pass-through domain, of a proven internal account
   * @param names the names to release
   * @param groups the downstream groups to release, in order
   * @param trace the reasons
   */
  record PassThrough(
      String rule,
      EmailAddress address,
      ReleasedNames names,
      List<String> groups,
      List<RuleTrace> trace)
      implements Decision {
    public PassThrough {
      groups = List.copyOf(groups);
      trace = List.copyOf(trace);
    }
  }

  /**
   * The person is refused.
   *
   * @param rule the name of the rule that decided; empty when none matched or none was reached
   * @param code the stable code
   * @param message the rule's own sentence for the person, when it has one
   * @param trace the reasons
   */
  record Refuse(Optional<String> rule, Code code, Optional<String> message, List<RuleTrace> trace)
      implements Decision {
    public Refuse {
      trace = List.copyOf(trace);
    }
  }
}
