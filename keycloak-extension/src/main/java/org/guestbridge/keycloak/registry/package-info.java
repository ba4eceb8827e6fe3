/**
 * The alias registry in Keycloak's own database.
 *
 * <p>Owns: the tables through the shared changelog, connections outside of Keycloak's transaction,
 * the registry key, and the sweep of old marks. Does not own: what is decided about anybody. May
 * import: {@code core.ledger}, {@code core.ledger.jdbc}, {@code core.problem}, {@code core.text},
 * Keycloak's SPI and its JPA connections.
 */
@NullMarked
package org.guestbridge.keycloak.registry;

import org.jspecify.annotations.NullMarked;
