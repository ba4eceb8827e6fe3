/**
 * What the end of a brokered sign-in leaves in Keycloak's authentication session for whoever lets
 * the person through to a client.
 *
 * <p>Owns: the notes, their names and their form. Does not own: who writes it, who believes it. May
 * import: {@code realm.document}.
 */
@NullMarked
package org.guestbridge.keycloak.release;

import org.jspecify.annotations.NullMarked;
