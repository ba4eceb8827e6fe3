package org.guestbridge.keycloak.login;

import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * The required action that demands a fresh release.
 *
 * <p>It takes the place of one of Keycloak's own actions, under that one's alias. Keycloak passes
 * an action of an unknown alias by when its provider is missing, but fails every sign-in of the
 * realm when the provider behind a known alias is: so a server that lost this jar lets nobody in.
 */
public final class ReleaseDemandFactory implements RequiredActionFactory {

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
    return ExtensionNames.RELEASE_ACTION;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
