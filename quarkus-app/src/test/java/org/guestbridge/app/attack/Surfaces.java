package org.guestbridge.app.attack;

import java.util.ArrayList;
import java.util.List;

/** Every way in. */
final class Surfaces {

  private Surfaces() {}

  static List<AttackSurface> open() throws Exception {
    List<AttackSurface> surfaces = new ArrayList<>(SamlSurfaces.open());
    surfaces.addAll(OidcSurfaces.open());
    return List.copyOf(surfaces);
  }
}
