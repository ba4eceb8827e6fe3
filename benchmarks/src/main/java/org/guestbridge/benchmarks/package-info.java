/**
 * Measures the shipped broker from outside.
 *
 * <p>Owns: the load, the processes it needs, the reading of their CPU time and memory, and the
 * cryptographic floor they are compared with. Does not own: any part of the product; the broker is
 * started from its jar and never linked. May import: {@code simulators}.
 */
@NullMarked
package org.guestbridge.benchmarks;

import org.jspecify.annotations.NullMarked;
