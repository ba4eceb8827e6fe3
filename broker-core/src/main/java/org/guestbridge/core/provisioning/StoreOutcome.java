package org.guestbridge.core.provisioning;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What came of storing a person or a group.
 *
 * @param <T> what was stored
 */
public sealed interface StoreOutcome<T> {

  /** Applies the function of the case that holds. */
  default <R> R fold(Function<T, R> stored, Supplier<R> taken, Supplier<R> stale) {
    if (this instanceof Stored<T> outcome) {
      return stored.apply(outcome.value());
    }
    return this instanceof Taken ? taken.get() : stale.get();
  }

  /**
   * It is stored, and who is concerned is due for planning.
   *
   * @param value as it is now
   */
  record Stored<T>(T value) implements StoreOutcome<T> {}

  /** Another one of the channel has the key or name. Nothing was written. */
  record Taken<T>() implements StoreOutcome<T> {}

  /** There is none of that id and version any more. Nothing was written. */
  record Stale<T>() implements StoreOutcome<T> {}
}
