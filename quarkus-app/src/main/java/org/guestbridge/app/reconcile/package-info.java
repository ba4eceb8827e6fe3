/**
 * Whether registry, stored people, desired state and directory agree, and what is done where they
 * do not.
 *
 * <p>Owns: the kinds of drift, the comparison of one directory in constant memory, repair, learning
 * addresses again after a restore, the import of accounts that exist, and the runs with their
 * progress. Does not own: how a directory is asked or told ({@code app.scim.out}), nor what a
 * person may have ({@code core.broker}). Findings hold personal values: for the administrator who
 * asked, never for a log. May import: {@code core} without {@code core.ledger.jdbc}, {@code
 * app.scim.out}, Micrometer.
 */
@NullMarked
package org.guestbridge.app.reconcile;

import org.jspecify.annotations.NullMarked;
