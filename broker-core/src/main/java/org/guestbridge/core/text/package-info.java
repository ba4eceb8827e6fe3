/**
 * The one normal form of addresses, domains and identifiers.
 *
 * <p>Owns: parsing, lower-casing, length limits, canonical bytes and redaction of personal text.
 * Does not own: what an address is used for. May import: nothing of this project.
 */
@NullMarked
package org.guestbridge.core.text;

import org.jspecify.annotations.NullMarked;
