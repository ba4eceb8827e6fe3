package org.guestbridge.app.downstream.saml;

import java.util.function.Function;
import org.guestbridge.core.problem.Code;

/**
 * What came of a request whose sender is a configured service provider. A request that is not
 * proven to be one is a {@link org.guestbridge.core.problem.RefusalException} instead: a page for
 * the person, never an answer.
 */
public sealed interface RequestOutcome {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Accepted, T> accepted, Function<Answered, T> answered) {
    return this instanceof Accepted outcome
        ? accepted.apply(outcome)
        : answered.apply((Answered) this);
  }

  /** The sign-in goes on. */
  record Accepted(AuthnRequest request) implements RequestOutcome {}

  /**
   * The sign-in is refused and the service provider hears of it.
   *
   * @param code why
   * @param downstream the name of the service provider in the realm file
   * @param answer the status response (SAML core 3.2.2)
   */
  record Answered(Code code, String downstream, PostForm answer) implements RequestOutcome {}
}
