package org.guestbridge.app.login;

import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.app.downstream.saml.PostForm;
import org.guestbridge.core.problem.Code;

/** A login transaction that has come to its end, well or not. */
public sealed interface Finished {

  /** The Set-Cookie header that removes the transaction from the browser. */
  String removeCookie();

  /** The correlation id of the login. */
  String correlationId();

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<SignedIn, T> signedIn, Function<Refused, T> refused) {
    return this instanceof SignedIn end ? signedIn.apply(end) : refused.apply((Refused) this);
  }

  /**
   * The person is signed in downstream by posting {@code form}.
   *
   * @param form what the browser posts
   * @param downstream the downstream's name in the realm file
   * @param removeCookie see {@link #removeCookie()}
   * @param correlationId see {@link #correlationId()}
   */
  record SignedIn(PostForm form, String downstream, String removeCookie, String correlationId)
      implements Finished {}

  /**
   * The person is refused and reads why.
   *
   * @param code the stable code
   * @param message the rule's own sentence, when it has one
   * @param removeCookie see {@link #removeCookie()}
   * @param correlationId see {@link #correlationId()}
   */
  record Refused(Code code, Optional<String> message, String removeCookie, String correlationId)
      implements Finished {}
}
