package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/** What the binding a person has says about their login. A pure function of what is given. */
sealed interface BindingVerdict {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Proceed, T> proceed, Function<Refuse, T> refuse) {
    return this instanceof Proceed verdict ? proceed.apply(verdict) : refuse.apply((Refuse) this);
  }

  /**
   * The person may go on.
   *
   * @param remember whether the fingerprint is to be remembered
   * @param moveTo the employee's new address
   */
  record Proceed(boolean remember, Optional<EmailAddress> moveTo) implements BindingVerdict {}

  /**
   * The person is refused.
   *
   * @param code why
   * @param hold whether the binding is to be held
   */
  record Refuse(Code code, boolean hold) implements BindingVerdict {}

  /**
   * The verdict on a person who has {@code binding}, is granted {@code grant} and looks like {@code
   * now}. Status comes first, then the kind, then the human, and only then the address.
   */
  static BindingVerdict on(
      Binding binding, Grant grant, Fingerprint now, ChangedHumanPolicy policy) {
    if (binding.status() == BindingStatus.RETIRED) {
      return new Refuse(Code.BINDING_RETIRED, false);
    }
    if (binding.status() == BindingStatus.HELD) {
      return new Refuse(Code.BINDING_HELD, false);
    }
    if (binding.kind() != grant.kind()) {
      return new Refuse(Code.ACCOUNT_KIND_CHANGED, true);
    }
    boolean anotherHuman = binding.compareNext() && binding.fingerprint().suggestsAnotherHuman(now);
    if (anotherHuman && policy == ChangedHumanPolicy.HOLD) {
      return new Refuse(Code.IDENTITY_CHANGED, true);
    }
    boolean remember = !binding.compareNext() || !binding.fingerprint().equals(now);
    Optional<EmailAddress> moveTo =
        grant.ownAddress().filter(own -> !binding.address().equals(Optional.of(own)));
    return new Proceed(remember, moveTo);
  }
}
