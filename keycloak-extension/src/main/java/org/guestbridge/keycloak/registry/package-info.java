/**
 * The alias registry in Keycloak's own database.
 *
 * <p>Owns: the tables through the shared changelog, connections outside of Keycloak's transaction,
 * and the registry key. Does not own: what is decided about anybody. May import: {@code core},
 * Keycloak's SPI and Hibernate.
 */
@NullMarked
package org.guestbridge.keycloak.registry;

import org.jspecify.annotations.NullMarked;
