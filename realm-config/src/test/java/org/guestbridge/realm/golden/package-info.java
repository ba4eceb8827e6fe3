/**
 * The golden corpus: who signs in, under which rules, and what must come of it, as data.
 *
 * <p>Owns: the reading of the corpus, and the one comparison that every runtime is held against.
 * Does not own: how a runtime is driven. May import: {@code core.problem}.
 */
@NullMarked
package org.guestbridge.realm.golden;

import org.jspecify.annotations.NullMarked;
