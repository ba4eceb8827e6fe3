/**
 * The login transaction: begun by a downstream's request or a person, finished by an upstream's
 * answer, used once; and the way of a logout request through an upstream.
 *
 * <p>Owns: the one dispatcher, the way to the upstream among several, the sealed state in the
 * browser and its expiry. Does not own: any protocol message. May import: {@code core}, {@code
 * realm}, {@code app.upstream}, {@code app.downstream}, {@code app.store} for what was refused a
 * moment ago.
 */
@NullMarked
package org.guestbridge.app.login;

import org.jspecify.annotations.NullMarked;
