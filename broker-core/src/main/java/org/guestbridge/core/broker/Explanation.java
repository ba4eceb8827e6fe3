package org.guestbridge.core.broker;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.identity.AccountProof;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.EmailAddress;

/**
 * What a login of an identity would do now and why, without doing it. Holds personal values: for
 * the administrator who asked, never for a log.
 *
 * @param account the proof of the account's kind
 * @param decision what the rules say, with the trace
 * @param binding the binding there is
 * @param candidates the addresses that would be tried, in order, for a person without a binding or
 *     with one that awaits conversion
 * @param outcome what would come of a login
 */
public record Explanation(
    AccountProof account,
    Decision decision,
    Optional<Binding> binding,
    List<Candidate> candidates,
    Outcome outcome) {

  public Explanation {
    candidates = List.copyOf(candidates);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[explanation]";
  }

  /**
   * An address that would be tried.
   *
   * @param address the address
   * @param free whether nobody else had it when this was asked
   */
  public record Candidate(EmailAddress address, boolean free) {}

  /** What would come of a login. */
  public sealed interface Outcome {

    /** Applies the function of the case that holds. */
    default <T> T fold(Function<Release, T> release, Function<Refusal, T> refusal) {
      return this instanceof Release outcome
          ? release.apply(outcome)
          : refusal.apply((Refusal) this);
    }
  }

  /**
   * The person would be released.
   *
   * @param address with which address
   * @param names with which names
   * @param groups with which groups
   * @param wouldBind whether a binding would be made or converted
   * @param wouldRemember whether the fingerprint would be updated
   */
  public record Release(
      EmailAddress address,
      ReleasedNames names,
      List<String> groups,
      boolean wouldBind,
      boolean wouldRemember)
      implements Outcome {

    public Release {
      groups = List.copyOf(groups);
    }
  }

  /**
   * The person would be refused.
   *
   * @param code the stable code
   * @param message the rule's own sentence for the person, when it has one
   * @param wouldHold whether the binding would be held
   */
  public record Refusal(Code code, Optional<String> message, boolean wouldHold)
      implements Outcome {}
}
