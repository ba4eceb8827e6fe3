package org.guestbridge.app.attack;

import java.util.List;

/** The ways in besides those of {@link SamlSurfaces}. */
final class OidcSurfaces {

  private OidcSurfaces() {}

  static List<AttackSurface> open() throws Exception {
    return List.of();
  }
}
