package org.guestbridge.app.samlxml;

/**
 * What a response without assertion says (SAML core 3.2.2.1).
 *
 * @param topLevel the URI of the first-level code
 * @param nested the URI of the second-level code
 * @param message nothing personal
 */
public record StatusContent(String topLevel, String nested, String message) {}
