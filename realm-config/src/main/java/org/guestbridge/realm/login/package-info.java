/**
 * Everything that decides a login through one upstream, without the connection to it.
 *
 * <p>Owns: the joining of one upstream's reading of people with the realm's rules, for runtimes
 * whose host speaks the protocols. Does not own: how claims and attributes are read, how they were
 * verified, the spelling of the document ({@code realm.load}). May import: {@code core.text},
 * {@code core.problem}, {@code core.rules}, {@code core.broker} for its policy types, {@code
 * realm}, {@code realm.oidc}, {@code realm.saml}.
 */
@NullMarked
package org.guestbridge.realm.login;

import org.jspecify.annotations.NullMarked;
