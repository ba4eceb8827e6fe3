/**
 * Which certificates and directories' keys run out, and what is to be said about it when.
 *
 * <p>Owns: the days ahead at which a warning begins, how often it is repeated, its words, and which
 * certificates of a key ring and of a realm count. Does not own: where a warning goes ({@code
 * app.boot}). May import: {@code core.text}, {@code realm}, {@code app.keys}.
 */
@NullMarked
package org.guestbridge.app.expiry;

import org.jspecify.annotations.NullMarked;
