/**
 * What an administrator may ask of a broker, and the loopback resource that answers.
 *
 * <p>Owns: the operations, their JSON form, the bearer token and its file, the routes. Does not
 * own: what an operation does to a binding ({@code core.broker}), nor how it is shown on a terminal
 * ({@code app.cli}). Personal values appear in answers only, never in a log. May import: {@code
 * core}, {@code realm}, {@code app.keys}, {@code app.reconcile}, Vert.x, Jackson.
 */
@NullMarked
package org.guestbridge.app.admin;

import org.jspecify.annotations.NullMarked;
