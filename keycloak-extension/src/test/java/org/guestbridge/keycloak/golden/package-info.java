/**
 * The golden corpus on a real Keycloak.
 *
 * <p>Owns: how Keycloak is driven through the corpus. Does not own: the corpus and the comparison,
 * which every runtime shares.
 */
@NullMarked
package org.guestbridge.keycloak.golden;

import org.jspecify.annotations.NullMarked;
