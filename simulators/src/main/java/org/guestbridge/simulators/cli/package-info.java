/**
 * The command line that runs the simulators in one process. It owns options and the ready line,
 * nothing of a protocol.
 */
@NullMarked
package org.guestbridge.simulators.cli;

import org.jspecify.annotations.NullMarked;
