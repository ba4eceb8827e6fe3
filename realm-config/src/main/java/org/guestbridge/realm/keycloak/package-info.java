/**
 * A realm as Keycloak with the extension runs it.
 *
 * <p>Owns: the import document of a Keycloak realm, the login policy that each of its identity
 * providers carries, and what is said about everything that Keycloak cannot express. Does not own:
 * the spelling of the realm file and of the policy ({@code realm.load}). May import: {@code
 * core.problem}, {@code core.text}, {@code core.broker} and {@code core.mail} for their policy
 * types, {@code realm}, {@code realm.document}, {@code realm.load}, {@code realm.login}, Jackson.
 */
@NullMarked
package org.guestbridge.realm.keycloak;

import org.jspecify.annotations.NullMarked;
