/**
 * What one downstream may be told about one person.
 *
 * <p>Owns: {@link org.guestbridge.core.release.ReleasedIdentity}, the only thing an assertion is
 * made of. Does not own: attribute names or protocols. May import: {@code core.text}, {@code
 * core.rules}, {@code core.alias}.
 */
@NullMarked
package org.guestbridge.core.release;

import org.jspecify.annotations.NullMarked;
