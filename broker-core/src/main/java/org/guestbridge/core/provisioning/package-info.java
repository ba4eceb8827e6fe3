/**
 * What provisioning clients say about people, and what directories are to be told.
 *
 * <p>Owns: people and groups as a channel stored them, the mark that a person is due for planning,
 * the state each directory is to be brought to and how far it got, and the ports to all of them.
 * Does not own: the decision, which is {@code core.broker}'s, nor any protocol or document format.
 * May import: {@code core.text}, {@code core.problem}, {@code core.identity}, {@code core.alias},
 * {@code core.rules}, {@code core.release}, {@code core.mail}.
 */
@NullMarked
package org.guestbridge.core.provisioning;

import org.jspecify.annotations.NullMarked;
