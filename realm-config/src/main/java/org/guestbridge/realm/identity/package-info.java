/**
 * Identities that an administrator writes down to ask what would happen.
 *
 * <p>Owns: the identity file. Does not own: what claims mean. May import: {@code core.problem},
 * {@code core.identity}, {@code realm}, {@code realm.document}, {@code realm.login}, {@code
 * realm.oidc}, {@code realm.saml}, Jackson.
 */
@NullMarked
package org.guestbridge.realm.identity;

import org.jspecify.annotations.NullMarked;
