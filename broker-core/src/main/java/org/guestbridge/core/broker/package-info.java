/**
 * The one ordered pipeline: identity, rules, registry, release.
 *
 * <p>Owns: the order of the steps and the outcome. Does not own: protocols. May import: every other
 * package of {@code core} except {@code core.ledger.jdbc}.
 */
@NullMarked
package org.guestbridge.core.broker;

import org.jspecify.annotations.NullMarked;
