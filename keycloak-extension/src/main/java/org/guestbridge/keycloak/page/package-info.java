/**
 * What a person and an administrator are told of a refusal inside Keycloak.
 *
 * <p>Owns: the themed page with its code and reference, and the event in Keycloak's event log. Does
 * not own: what is refused. May import: {@code core.problem}, Keycloak's SPI.
 */
@NullMarked
package org.guestbridge.keycloak.page;

import org.jspecify.annotations.NullMarked;
