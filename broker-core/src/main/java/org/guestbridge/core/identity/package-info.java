/**
 * Who signed in, as a verifier proved it.
 *
 * <p>Owns: the immutable key of a person, the evidence, the kind of account and its proof. Does not
 * own: how a protocol message is verified. May import: {@code core.text}, {@code core.problem}.
 */
@NullMarked
package org.guestbridge.core.identity;

import org.jspecify.annotations.NullMarked;
