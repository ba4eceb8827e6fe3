/**
 * One realm as immutable records: what an administrator decided, checked and ready to run.
 *
 * <p>Owns: the shape of a realm and the limits of its values. Does not own: how the realm file is
 * read, nor what a rule does. May import: {@code core.text}, {@code core.identity}, {@code
 * core.rules}, {@code core.broker} and {@code core.mail} for their policy types.
 */
@NullMarked
package org.guestbridge.realm;

import org.jspecify.annotations.NullMarked;
