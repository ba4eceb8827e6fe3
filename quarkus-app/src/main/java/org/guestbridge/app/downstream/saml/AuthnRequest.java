package org.guestbridge.app.downstream.saml;

import java.util.Optional;

/**
 * A sign-in that a configured service provider asked for and that has passed every check.
 *
 * @param downstream the name of the service provider in the realm file
 * @param consumer the index of the consumer that the answer goes to
 * @param requestId what the answer's InResponseTo says
 * @param relayState verbatim; at most 512 bytes of UTF-8
 * @param forceAuthn whether the upstream must ask the person anew
 */
public record AuthnRequest(
    String downstream,
    int consumer,
    String requestId,
    Optional<String> relayState,
    boolean forceAuthn) {}
