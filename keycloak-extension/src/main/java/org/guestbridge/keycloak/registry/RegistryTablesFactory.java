package org.guestbridge.keycloak.registry;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Offers the registry's tables to Keycloak's migration. */
public final class RegistryTablesFactory implements JpaEntityProviderFactory {

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return new RegistryTables();
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return RegistryTables.ID;
  }
}
