package org.guestbridge.app.downstream.saml;

import java.net.URI;
import java.util.Optional;

/**
 * What the browser is made to POST to the service provider (SAML bindings 3.5.4). The page that
 * carries it encodes every value for HTML.
 *
 * @param acs where to, from configuration only
 * @param samlResponse the field {@code SAMLResponse}, base64
 * @param relayState the field {@code RelayState}, verbatim as received
 */
public record PostForm(URI acs, String samlResponse, Optional<String> relayState) {

  /** Redacted: the response names a person. */
  @Override
  public String toString() {
    return "[post form to " + acs.getHost() + "]";
  }
}
