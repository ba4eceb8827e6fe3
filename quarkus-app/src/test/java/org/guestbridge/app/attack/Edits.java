package org.guestbridge.app.attack;

import java.util.HashMap;
import java.util.Map;
import org.guestbridge.core.problem.RefusalException;

/**
 * The builders of one way in, by name. Each makes a bad message and the good one that it differs
 * from.
 *
 * @param <T> what is sent
 */
public final class Edits<T> {

  private final Map<String, Edit<T>> named = new HashMap<>();

  /**
   * A bad message and its twin.
   *
   * @param <T> what is sent
   */
  public record Pair<T>(T bad, T good) {}

  /**
   * Makes both messages of a case.
   *
   * @param <T> what is sent
   */
  @FunctionalInterface
  public interface Edit<T> {
    Pair<T> of(AttackCase attack) throws Exception;
  }

  /**
   * Makes one message of a case.
   *
   * @param <T> what is sent
   */
  @FunctionalInterface
  public interface Builder<T> {
    T of(AttackCase attack) throws Exception;
  }

  /** Something that may be refused. */
  @FunctionalInterface
  public interface Attempt {
    void run() throws Exception;
  }

  /** Adds a builder of both messages. */
  public Edits<T> add(String name, Builder<T> bad, Builder<T> good) {
    if (named.put(name, attack -> new Pair<>(bad.of(attack), good.of(attack))) != null) {
      throw new IllegalArgumentException("two edits are called " + name);
    }
    return this;
  }

  /** Both messages of the case. */
  public Pair<T> of(AttackCase attack) throws Exception {
    Edit<T> edit = named.get(attack.edit());
    if (edit == null) {
      throw new IllegalArgumentException("there is no edit for " + attack);
    }
    return edit.of(attack);
  }

  /** What comes of an attempt: a refusal's code, or acceptance. */
  public static Verdict verdict(Attempt attempt) throws Exception {
    try {
      attempt.run();
      return Verdict.ACCEPTED;
    } catch (RefusalException refusal) {
      return Verdict.refused(refusal.code());
    }
  }
}
