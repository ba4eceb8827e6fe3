package org.guestbridge.app.attack;

import java.util.List;
import org.guestbridge.app.admin.AdminSurface;
import org.guestbridge.app.downstream.saml.AuthnRequestSurface;
import org.guestbridge.app.downstream.saml.LogoutRequestSurface;
import org.guestbridge.app.upstream.oidc.LoginSurface;

/** The ways in besides those of {@link SamlSurfaces}. */
final class OidcSurfaces {

  private OidcSurfaces() {}

  static List<AttackSurface> open() throws Exception {
    return List.of(
        new AuthnRequestSurface(),
        new LogoutRequestSurface(),
        LoginSurface.ofCallback(),
        LoginSurface.ofCookie(),
        LoginSurface.ofIdToken(),
        LoginSurface.ofProvider(),
        new RegistrySurface(),
        new RealmFileSurface(),
        new AdminSurface());
  }
}
