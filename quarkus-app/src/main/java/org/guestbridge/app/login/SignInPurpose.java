package org.guestbridge.app.login;

import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.app.downstream.saml.AuthnRequest;

/** What a sign-in is for. */
public sealed interface SignInPurpose {

  /** The downstream's name in the realm file. */
  String downstream();

  /** Whether the person must sign in anew. */
  boolean freshSignIn();

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Requested, T> requested, Function<Started, T> started) {
    return this instanceof Requested asked ? requested.apply(asked) : started.apply((Started) this);
  }

  /** A downstream asked for it. */
  record Requested(AuthnRequest request) implements SignInPurpose {

    @Override
    public String downstream() {
      return request.downstream();
    }

    @Override
    public boolean freshSignIn() {
      return request.forceAuthn();
    }
  }

  /**
   * Nobody asked for it but the person: it began at the start page or at the upstream, and ends
   * with a response that the downstream did not ask for (SAML profiles section 4.1.5).
   *
   * @param downstream the downstream's name in the realm file
   * @param relayState as somebody chose it, untrusted; absent for the configured default
   */
  record Started(String downstream, Optional<String> relayState) implements SignInPurpose {

    @Override
    public boolean freshSignIn() {
      return false;
    }
  }
}
