package org.guestbridge.app.samlxml;

import java.security.cert.X509Certificate;

/**
 * What the identity provider's metadata say (SAML metadata 2.4.3).
 *
 * @param entityId ours
 * @param ssoUrl for both bindings
 * @param certificate what assertions are signed with
 * @param wantRequestsSigned whether unsigned requests are refused
 */
public record MetadataContent(
    String entityId, String ssoUrl, X509Certificate certificate, boolean wantRequestsSigned) {}
