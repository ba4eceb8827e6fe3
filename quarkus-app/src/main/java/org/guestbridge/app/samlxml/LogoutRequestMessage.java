package org.guestbridge.app.samlxml;

import java.time.Instant;
import java.util.Optional;

/**
 * What a LogoutRequest says, well-formed but not yet believed (SAML core 3.7.1). Whom it names and
 * which of their sessions was checked for its form and is not kept: the broker has no session.
 *
 * @param id to be answered with InResponseTo
 * @param issueInstant when it says it was issued
 * @param issuer the entityID, untrimmed
 * @param destination the URL it is addressed to
 * @param notOnOrAfter the first instant at which it is void
 */
public record LogoutRequestMessage(
    String id,
    Instant issueInstant,
    String issuer,
    Optional<String> destination,
    Optional<Instant> notOnOrAfter)
    implements RequestMessage {}
