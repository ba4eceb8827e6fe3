package org.guestbridge.keycloak.registry;

import org.keycloak.provider.ProviderFactory;

/** Makes the registry of a session. */
public interface RegistryProviderFactory extends ProviderFactory<Registry> {}
