package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.problem.Code;

/** What is to become of a person whom a provisioning client told of. */
sealed interface PlanVerdict {

  /** Applies the function of the case that holds. */
  default <T> T fold(
      Function<Provide, T> provide,
      Function<Withdraw, T> withdraw,
      Function<HoldBack, T> holdBack,
      Supplier<T> probe) {
    if (this instanceof Provide verdict) {
      return provide.apply(verdict);
    }
    if (this instanceof Withdraw verdict) {
      return withdraw.apply(verdict);
    }
    return this instanceof HoldBack verdict ? holdBack.apply(verdict) : probe.get();
  }

  /** The directories are to have an active account with the binding's address. */
  record Provide(Binding binding, Grant grant) implements PlanVerdict {}

  /**
   * The directories are to have no active account.
   *
   * @param binding whose, when known
   * @param code why, when it is not the upstream's word
   */
  record Withdraw(Optional<UUID> binding, Optional<Code> code) implements PlanVerdict {}

  /**
   * The person may not have an account.
   *
   * @param code why
   * @param rule the rule that decided, when one did
   * @param binding whose, when known
   * @param effect what becomes of an account that there may be
   */
  record HoldBack(Code code, Optional<String> rule, Optional<UUID> binding, Effect effect)
      implements PlanVerdict {}

  /** Whether somebody else holds a binding is known only by making one, which is taken back. */
  record Probe() implements PlanVerdict {}

  /** What becomes of the account of somebody who is held back. */
  enum Effect {
    /** It is withdrawn, since a login would be refused too. */
    WITHDRAW,
    /** It stays as it is: what is missing is the evidence, not the right. */
    KEEP,
    /** It stays as it is, and the person is looked at again later although nothing changes. */
    RECHECK
  }
}
