/**
 * What the login transaction knows of an upstream identity provider, whatever it speaks.
 *
 * <p>Owns: the port that both protocols implement and what passes through it. Does not own: any
 * protocol. May import: {@code core.identity}, {@code core.problem}.
 */
@NullMarked
package org.guestbridge.app.upstream;

import org.jspecify.annotations.NullMarked;
