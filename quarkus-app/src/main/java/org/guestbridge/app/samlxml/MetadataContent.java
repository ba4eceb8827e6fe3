package org.guestbridge.app.samlxml;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the identity provider's metadata say (SAML metadata 2.4.3).
 *
 * @param entityId ours
 * @param ssoUrl for both bindings
 * @param certificates what assertions are signed with now, first, and what is announced for later
 * @param wantRequestsSigned whether unsigned requests are refused
 */
public record MetadataContent(
    String entityId,
    String ssoUrl,
    List<X509Certificate> certificates,
    boolean wantRequestsSigned) {

  public MetadataContent {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
  }
}
