package org.guestbridge.app.samlxml;

import java.time.Instant;
import java.util.Optional;

/**
 * What the envelope of a response says (SAML core 3.2.2). Untrusted, unless it comes out of {@link
 * VerifiedResponse} with a verified signature of its own.
 *
 * @param id the response's id
 * @param issueInstant when it says it was made
 * @param issuer who it says made it
 * @param destination where it says it goes
 * @param inResponseTo the id of the request that it says it answers
 * @param success whether its status is Success
 * @param status a sentence about the status without anything personal in it, for the log
 */
public record ResponseMessage(
    String id,
    Instant issueInstant,
    Optional<String> issuer,
    Optional<String> destination,
    Optional<String> inResponseTo,
    boolean success,
    String status) {}
