package org.guestbridge.realm.load;

import java.util.List;
import java.util.function.Function;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.login.LoginPolicy;

/** What came of loading a login policy. */
public sealed interface LoginPolicyResult {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Loaded, T> loaded, Function<Rejected, T> rejected) {
    return this instanceof Loaded result ? loaded.apply(result) : rejected.apply((Rejected) this);
  }

  /**
   * The document is a login policy.
   *
   * @param policy ready to decide
   */
  record Loaded(LoginPolicy policy) implements LoginPolicyResult {}

  /**
   * The document is refused.
   *
   * @param problems every problem found, in the order of their places; never empty
   */
  record Rejected(List<Problem> problems) implements LoginPolicyResult {
    public Rejected {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a rejection has a problem");
      }
    }
  }
}
