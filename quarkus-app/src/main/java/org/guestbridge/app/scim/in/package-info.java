/**
 * The SCIM 2.0 service provider (RFC 7643, RFC 7644) that Entra's provisioning service tells of
 * people and groups.
 *
 * <p>Owns: requests under {@code /scim/}, their tokens, filters, paths and PATCH, and how a stored
 * document is read. Does not own: what becomes of a person, which is planned later, nor any table.
 * May import: {@code core.*} without the SQL, {@code realm}, {@code app.json}, {@code app.login}
 * for the realms, {@code app.store} for rates, and Vert.x.
 */
@NullMarked
package org.guestbridge.app.scim.in;

import org.jspecify.annotations.NullMarked;
