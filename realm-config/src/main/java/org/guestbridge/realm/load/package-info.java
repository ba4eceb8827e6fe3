/**
 * Reads a realm file into a realm, and a login policy out of its document, strictly: all problems
 * at once, or a realm that can run.
 *
 * <p>Owns: the spelling of the realm file, references to secrets, and the checks between sections.
 * Does not own: syntax, nor what a rule does. May import: {@code core.text}, {@code core.problem},
 * {@code core.identity}, {@code core.rules}, {@code core.broker} and {@code core.mail} for their
 * policy types, {@code realm}, {@code realm.document}, {@code realm.oidc}, {@code realm.login}.
 */
@NullMarked
package org.guestbridge.realm.load;

import org.jspecify.annotations.NullMarked;
