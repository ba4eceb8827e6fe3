package org.guestbridge.app.attack;

import java.util.List;

/** The ways in from a SAML identity provider, and the documents that describe SAML peers. */
final class SamlSurfaces {

  private SamlSurfaces() {}

  static List<AttackSurface> open() throws Exception {
    return List.of(
        new ResponseSurface(), new ProviderMetadataSurface(), new ServiceMetadataSurface());
  }
}
