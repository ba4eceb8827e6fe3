package org.guestbridge.app.samlxml;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What every response says (SAML core 3.2.2).
 *
 * @param responseId a fresh random id
 * @param inResponseTo the id of the request; none was made when it is absent
 * @param issueInstant now
 * @param issuer our entityID
 * @param destination the assertion consumer service, query string included
 * @param signed whether the response is signed besides the assertion
 * @param recipient whose key the assertion is encrypted with; it is not when this is absent
 */
public record ResponseEnvelope(
    String responseId,
    Optional<String> inResponseTo,
    Instant issueInstant,
    String issuer,
    String destination,
    boolean signed,
    Optional<X509Certificate> recipient) {}
