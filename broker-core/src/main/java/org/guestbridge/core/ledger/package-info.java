/**
 * What must commit together: bindings, once-only marks, the audit record, and what provisioning
 * stores.
 *
 * <p>Owns: the unit of work. Does not own: what is decided in it. May import: {@code core.text},
 * {@code core.problem}, {@code core.identity}, {@code core.alias}, {@code core.audit}, {@code
 * core.provisioning}, {@code core.mail}.
 */
@NullMarked
package org.guestbridge.core.ledger;

import org.jspecify.annotations.NullMarked;
