package org.guestbridge.core.alias;

import java.util.function.Function;
import java.util.function.Supplier;

/** What came of asking the registry for an address. */
public sealed interface BindOutcome {

  /** Applies the function of the case that holds. */
  default <T> T fold(
      Function<Bound, T> bound, Supplier<T> taken, Supplier<T> exhausted, Supplier<T> others) {
    if (this instanceof Bound outcome) {
      return bound.apply(outcome);
    }
    if (this instanceof Taken) {
      return taken.get();
    }
    return this instanceof Exhausted ? exhausted.get() : others.get();
  }

  /**
   * The subject has a binding, made now or before; its status is still to be looked at.
   *
   * @param binding as it is in this unit of work
   * @param created whether this call made it
   * @param tries how many candidate addresses were tried, 0 when the binding was there
   */
  record Bound(Binding binding, boolean created, int tries) implements BindOutcome {}

  /** The alias is taken and the rule refuses collisions. Nothing was written. */
  record Taken() implements BindOutcome {}

  /** Three candidates were taken. Nothing was written. */
  record Exhausted() implements BindOutcome {}

  /** The employee's address belongs to another subject. Nothing was written. */
  record BelongsToAnother() implements BindOutcome {}
}
