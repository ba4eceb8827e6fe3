/**
 * A login that comes back from one of Keycloak's identity providers.
 *
 * <p>Owns: turning the message that Keycloak verified into an identity, running the pipeline on it,
 * and what the brokered context, the Keycloak user and the authentication session are told. Does
 * not own: the protocols, the policy ({@code keycloak.policy}), the refusal's page ({@code
 * keycloak.page}), what a client is told ({@code keycloak.downstream}). May import: {@code core}
 * except its SQL, {@code realm.oidc}, {@code realm.saml}, {@code realm.login}, {@code
 * realm.keycloak} for its names, {@code keycloak.policy}, {@code keycloak.registry}, {@code
 * keycloak.release}, {@code keycloak.page}, Keycloak's SPI and services.
 */
@NullMarked
package org.guestbridge.keycloak.upstream;

import org.jspecify.annotations.NullMarked;
