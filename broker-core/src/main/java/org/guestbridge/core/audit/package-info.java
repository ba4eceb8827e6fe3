/**
 * The record of every decision.
 *
 * <p>Owns: what an audit event is; no personal value is in one. Does not own: where it is kept. May
 * import: {@code core.text}, {@code core.problem}.
 */
@NullMarked
package org.guestbridge.core.audit;

import org.jspecify.annotations.NullMarked;
