/**
 * What an administrator of a Keycloak realm may ask of its bindings, as a REST resource beside the
 * realm's own.
 *
 * <p>Owns: who may ask, the strict reading of requests, the answers, and the admin event of each
 * order. Does not own: what an order does ({@code core.broker}), how an identity is read ({@code
 * realm.identity}), the policies ({@code keycloak.policy}). May import: {@code core.alias}, {@code
 * core.broker}, {@code core.identity}, {@code core.ledger}, {@code core.problem}, {@code
 * core.release}, {@code core.rules}, {@code core.text}, {@code realm.document}, {@code
 * realm.identity}, {@code realm.keycloak} for its names, {@code realm.login}, {@code
 * keycloak.policy}, {@code keycloak.registry}, Jackson, Keycloak's SPI and services.
 */
@NullMarked
package org.guestbridge.keycloak.admin;

import org.jspecify.annotations.NullMarked;
