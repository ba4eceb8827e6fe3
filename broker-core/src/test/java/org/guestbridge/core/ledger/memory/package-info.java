/**
 * A ledger in memory, for tests.
 *
 * <p>Owns: the reference behaviour that the contract suite describes. Does not own: durability. May
 * import: what {@code core.ledger} may, and {@code core.ledger}.
 */
@NullMarked
package org.guestbridge.core.ledger.memory;

import org.jspecify.annotations.NullMarked;
