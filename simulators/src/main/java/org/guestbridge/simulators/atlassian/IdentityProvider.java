package org.guestbridge.simulators.atlassian;

import java.net.URI;
import java.security.cert.X509Certificate;

/** The three values that an Atlassian administrator enters for SAML single sign-on. */
public record IdentityProvider(String entityId, URI ssoUrl, X509Certificate certificate) {}
