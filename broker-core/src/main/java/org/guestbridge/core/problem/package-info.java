/**
 * Stable codes, each with its cause and remedy, and the carriers that bring them to an edge.
 *
 * <p>Owns: the catalogue. Does not own: how a protocol says it (SAML status, HTTP status, exit
 * code) nor the sentence a person reads. May import: nothing of this project.
 */
@NullMarked
package org.guestbridge.core.problem;

import org.jspecify.annotations.NullMarked;
