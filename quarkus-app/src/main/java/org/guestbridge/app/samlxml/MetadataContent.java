package org.guestbridge.app.samlxml;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the identity provider's metadata say (SAML metadata 2.4.3).
 *
 * @param entityId ours
 * @param ssoUrl for both bindings
 * @param logoutUrl for both bindings, when logout requests are taken
 * @param certificates what assertions are signed with now, first, and what is announced for later
 * @param wantRequestsSigned whether unsigned requests are refused
 * @param nameIdFormats the URIs of the formats in use, without repeats
 */
public record MetadataContent(
    String entityId,
    String ssoUrl,
    Optional<String> logoutUrl,
    List<X509Certificate> certificates,
    boolean wantRequestsSigned,
    List<String> nameIdFormats) {

  public MetadataContent {
    nameIdFormats = List.copyOf(nameIdFormats);
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
  }
}
