package org.guestbridge.app.upstream.oidc;

import java.net.URI;

/**
 * Where the browser goes, and what the transaction keeps secret until it comes back.
 *
 * @param uri the authorization request
 * @param nonce binds the ID token to this request (OpenID Connect Core section 3.1.2.1)
 * @param codeVerifier proves at the token endpoint that the code is this request's (RFC 7636)
 */
public record AuthorizationRedirect(URI uri, String nonce, String codeVerifier) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[authorization redirect]";
  }
}
