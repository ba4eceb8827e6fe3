package org.guestbridge.keycloak.registry;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/**
 * Has Keycloak make the registry's tables when it migrates its own, and keep a change-log table of
 * their own. There are no entities: the registry speaks SQL.
 */
final class RegistryTables implements JpaEntityProvider {

  static final String ID = "guestbridge";

  @Override
  public List<Class<?>> getEntities() {
    return List.of();
  }

  @Override
  public String getChangelogLocation() {
    return "org/guestbridge/ledger/changelog.xml";
  }

  @Override
  public String getFactoryId() {
    return ID;
  }

  @Override
  public void close() {}
}
