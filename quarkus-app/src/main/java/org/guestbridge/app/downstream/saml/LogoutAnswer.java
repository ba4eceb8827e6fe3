package org.guestbridge.app.downstream.saml;

import java.net.URI;
import java.util.function.Function;

/** How a LogoutResponse gets to the service provider. */
public sealed interface LogoutAnswer {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Redirect, T> redirect, Function<Post, T> post) {
    return this instanceof Redirect answer ? redirect.apply(answer) : post.apply((Post) this);
  }

  /**
   * The browser is sent there.
   *
   * @param location the single logout service with the response in its query
   */
  record Redirect(URI location) implements LogoutAnswer {}

  /**
   * The browser posts the response.
   *
   * @param downstream the name of the service provider in the realm file
   * @param form what is posted, and where
   */
  record Post(String downstream, PostForm form) implements LogoutAnswer {}
}
