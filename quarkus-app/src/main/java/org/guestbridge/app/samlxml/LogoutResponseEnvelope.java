package org.guestbridge.app.samlxml;

import java.time.Instant;

/**
 * What a LogoutResponse says (SAML core 3.7.2); its status is always Success.
 *
 * @param responseId a fresh random id
 * @param inResponseTo the id of the request
 * @param issueInstant now
 * @param issuer our entityID
 * @param destination the single logout service that it goes to
 */
public record LogoutResponseEnvelope(
    String responseId,
    String inResponseTo,
    Instant issueInstant,
    String issuer,
    String destination) {}
