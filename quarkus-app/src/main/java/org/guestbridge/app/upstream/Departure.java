package org.guestbridge.app.upstream;

import java.net.URI;

/**
 * Where the browser goes, and what the transaction keeps secret until it comes back.
 *
 * @param uri the request to the upstream, by redirect
 * @param nonce what the answer has to repeat: the ID token's nonce (OpenID Connect Core section
 *     3.1.2.1), or the id of the AuthnRequest, which comes back as InResponseTo
 * @param codeVerifier proves at the token endpoint that the code is this request's (RFC 7636);
 *     empty where there is no code
 */
public record Departure(URI uri, String nonce, String codeVerifier) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[departure]";
  }
}
