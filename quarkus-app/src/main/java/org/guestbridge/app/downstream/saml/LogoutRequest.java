package org.guestbridge.app.downstream.saml;

import java.time.Instant;
import java.util.Optional;

/**
 * A logout that a configured service provider asked for and that has passed every check but the
 * last: whether it was used before.
 *
 * @param downstream the name of the service provider in the realm file
 * @param entityId its entity id, which with {@code requestId} names this request for ever
 * @param requestId what the answer's InResponseTo says
 * @param relayState verbatim; at most 512 bytes of UTF-8
 * @param usableUntil when its age alone makes it refused
 */
public record LogoutRequest(
    String downstream,
    String entityId,
    String requestId,
    Optional<String> relayState,
    Instant usableUntil) {}
