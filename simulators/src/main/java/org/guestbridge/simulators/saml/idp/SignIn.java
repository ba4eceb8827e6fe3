package org.guestbridge.simulators.saml.idp;

import java.util.Optional;

/**
 * A login on its way: where the answer goes and what it answers.
 *
 * @param request empty when the identity provider begins
 */
record SignIn(
    RegisteredServiceProvider serviceProvider,
    String assertionConsumer,
    Optional<AuthnRequest> request,
    Optional<String> relayState) {

  Optional<String> inResponseTo() {
    return request.map(AuthnRequest::id);
  }
}
