package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.problem.Code;

/** What came of an administrator's order. */
public sealed interface AdminOutcome {

  /** Applies the function of the case that holds. */
  default <T> T fold(
      Function<Done, T> done, Function<WrongStatus, T> wrongStatus, Supplier<T> unknown) {
    if (this instanceof Done outcome) {
      return done.apply(outcome);
    }
    return this instanceof WrongStatus outcome ? wrongStatus.apply(outcome) : unknown.get();
  }

  /**
   * It was done and audited.
   *
   * @param binding as it is now
   */
  record Done(Binding binding) implements AdminOutcome {}

  /**
   * The binding cannot go from its status to the one asked for; nothing was written. The code is
   * {@link Code#BINDING_TRANSITION}.
   *
   * @param status as it is
   * @param code why it is held, when it is
   */
  record WrongStatus(BindingStatus status, Optional<Code> code) implements AdminOutcome {

    /** The status in words: {@code ACTIVE}, or {@code HELD (binding_held)}. */
    public String text() {
      return status + code.map(why -> " (" + why.text() + ")").orElse("");
    }
  }

  /** The realm has no such binding. The code is {@link Code#BINDING_UNKNOWN}. */
  record Unknown() implements AdminOutcome {}
}
