/**
 * Outgoing HTTP with a limit on everything: connecting, the whole call, the size of the answer.
 *
 * <p>Owns: which addresses may be called, deadlines, sizes, and which failure is "unreachable",
 * "slow" or "not valid". Does not own: what is asked, or what an answer means. May import: {@code
 * core.problem}.
 */
@NullMarked
package org.guestbridge.app.http.client;

import org.jspecify.annotations.NullMarked;
