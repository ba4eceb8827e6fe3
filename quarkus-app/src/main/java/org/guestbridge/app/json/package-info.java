/**
 * The one reader of JSON from outside.
 *
 * <p>Owns: strictness and limits of a JSON text. Does not own: what members mean. May import:
 * {@code core.problem}, Jackson.
 */
@NullMarked
package org.guestbridge.app.json;

import org.jspecify.annotations.NullMarked;
