package org.guestbridge.keycloak.admin;

import org.guestbridge.keycloak.policy.LoginPolicies;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts the admin resource beside each realm's own. */
public final class AdminResourceFactory implements RealmResourceProviderFactory {

  /** The first step of the path behind the realm's. */
  static final String ID = "guestbridge";

  private final LoginPolicies policies = new LoginPolicies();

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    return new RealmResourceProvider() {
      @Override
      public Object getResource() {
        return new AdminResource(session, session.getContext().getRealm(), policies);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return ID;
  }
}
