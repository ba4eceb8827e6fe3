package org.guestbridge.app.samlxml;

/**
 * A response whose assertion a trusted key vouches for.
 *
 * @param envelope the envelope; as signed when {@code envelopeSigned}, else as it came
 * @param envelopeSigned whether a trusted key signed the envelope
 * @param assertion read from nothing but canonical bytes that a trusted key signed
 */
public record VerifiedResponse(
    ResponseMessage envelope, boolean envelopeSigned, AssertionMessage assertion) {}
