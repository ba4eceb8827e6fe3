/**
 * The login policy that an administrator gave one of Keycloak's identity providers.
 *
 * <p>Owns: the mapper's setting that holds it, its loading and caching, and the check of policy and
 * provider when either is saved or imported. Does not own: what a policy says ({@code realm.load},
 * {@code realm.login}). May import: {@code core.problem}, {@code core.text}, {@code realm.keycloak}
 * for its names, {@code realm.load}, {@code realm.login}, Keycloak's SPI.
 */
@NullMarked
package org.guestbridge.keycloak.policy;

import org.jspecify.annotations.NullMarked;
