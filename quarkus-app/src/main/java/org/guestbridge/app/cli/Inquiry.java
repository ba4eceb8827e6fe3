package org.guestbridge.app.cli;

/**
 * A command whose exit code 1 is an answer, such as that something differs. What kept it from
 * looking is {@link ExitCode#USAGE} then, never 1.
 */
interface Inquiry {}
