/**
 * By which way a person signs in to a client of ours, and that there is no other.
 *
 * <p>Owns: the browser flow that knows nothing but the identity providers, the first broker login
 * with nothing to click, the demand for a fresh release at the end of every flow, and the check of
 * what an administrator set up. Does not own: who is let in ({@code keycloak.upstream}), or what is
 * sent ({@code keycloak.downstream}). May import: {@code core}, {@code realm.keycloak} for names,
 * {@code keycloak.downstream}, {@code keycloak.release}, {@code keycloak.page}, Keycloak's SPI.
 */
@NullMarked
package org.guestbridge.keycloak.login;

import org.jspecify.annotations.NullMarked;
