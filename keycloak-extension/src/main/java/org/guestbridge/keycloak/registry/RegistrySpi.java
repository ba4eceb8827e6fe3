package org.guestbridge.keycloak.registry;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Gives the registry its place among Keycloak's providers, and its settings their names. */
public final class RegistrySpi implements Spi {

  /** As in {@code spi-guestbridge-registry--default--key-file}. */
  public static final String NAME = "guestbridge-registry";

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return Registry.class;
  }

  @Override
  @SuppressWarnings("rawtypes") // Keycloak's own signature
  public Class<? extends ProviderFactory> getProviderFactoryClass() {
    return RegistryProviderFactory.class;
  }
}
