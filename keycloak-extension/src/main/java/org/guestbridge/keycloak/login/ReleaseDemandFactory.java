package org.guestbridge.keycloak.login;

import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;

/**
 * The required action that demands a fresh release.
 *
 * <p>It takes the place of one of Keycloak's own actions, under that one's alias. Keycloak passes
 * an action of an unknown alias by when its provider is missing, but fails every sign-in of the
 * realm when the provider behind a known alias is: so a server that lost this jar lets nobody in.
 */
public final class ReleaseDemandFactory implements RequiredActionFactory {

  /** The name of the provider in realm imports. */
  public static final String PROVIDER_ID = "guestbridge-release";

  /** The alias in realm imports, Keycloak's own. */
  public static final String ALIAS = UserModel.RequiredAction.TERMS_AND_CONDITIONS.name();

  private static final ReleaseDemand PROVIDER = new ReleaseDemand();

  /** For Keycloak, which finds it by its name. */
  public ReleaseDemandFactory() {}

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return PROVIDER;
  }

  @Override
  public String getDisplayText() {
    return "Guestbridge: demand a release";
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
