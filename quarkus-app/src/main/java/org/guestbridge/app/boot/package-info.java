/**
 * How the process starts and stops.
 *
 * <p>Owns: the order of start, and what is refused before serving. May import: every package of the
 * application.
 */
@NullMarked
package org.guestbridge.app.boot;

import org.jspecify.annotations.NullMarked;
