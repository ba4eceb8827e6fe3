/**
 * The demonstration: broker and simulators on loopback, a scripted browser, and what Atlassian saw.
 *
 * <p>Owns: the walk and its table. Does not own: the simulators, which run as a process of their
 * own. May import: {@code core}, {@code app.keys}, {@code app.admin}, {@code app.cli}.
 */
@NullMarked
package org.guestbridge.app.demo;

import org.jspecify.annotations.NullMarked;
