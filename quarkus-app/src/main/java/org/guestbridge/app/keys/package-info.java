/**
 * The key ring of a realm: what signs, seals cookies and keys the registry's digests.
 *
 * <p>Owns: the PKCS#12 file, its password, its permissions, and files that only the broker's own
 * user may read. Does not own: how an assertion is signed or a cookie sealed. May import: {@code
 * core.text}, {@code core.problem}, {@code core.ledger}, Bouncy Castle for the self-signed
 * certificate.
 */
@NullMarked
package org.guestbridge.app.keys;

import org.jspecify.annotations.NullMarked;
