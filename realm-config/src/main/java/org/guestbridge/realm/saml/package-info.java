/**
 * What the core is told of the attributes of a SAML assertion.
 *
 * <p>Owns: the reading of verified attributes, for a login and for {@code explain} alike. Does not
 * own: how they were verified, what Entra's attributes mean ({@code realm.oidc}). May import:
 * {@code core.identity}, {@code core.problem}, {@code core.text}, {@code realm}, {@code
 * realm.oidc}.
 */
@NullMarked
package org.guestbridge.realm.saml;

import org.jspecify.annotations.NullMarked;
