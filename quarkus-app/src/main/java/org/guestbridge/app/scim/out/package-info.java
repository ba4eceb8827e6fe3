/**
 * The SCIM 2.0 client (RFC 7643, RFC 7644) that brings a downstream's directory to what the outbox
 * says.
 *
 * <p>Owns: what is asked of a directory, how its answers are judged, pace, repetition, and when it
 * is left alone. Does not own: what a directory is to have ({@code core.provisioning}), nor when a
 * round begins ({@code app.boot}). Personal values go to the directory and into the detail of a
 * delivery, never into a log. May import: {@code core.text}, {@code core.problem}, {@code
 * core.ledger}, {@code core.provisioning}, {@code realm}, {@code app.http.client}, {@code
 * app.json}, Jackson, Micrometer.
 */
@NullMarked
package org.guestbridge.app.scim.out;

import org.jspecify.annotations.NullMarked;
