/**
 * The key ring of a broker: what signs for each realm, seals cookies and keys the registry's
 * digests.
 *
 * <p>Owns: the PKCS#12 file, its password, its permissions and its lock, the states of signing keys
 * and the steps between them, new upstream credentials, and files that only the broker's own user
 * may read. Does not own: how an assertion is signed or a cookie sealed, nor when a running broker
 * looks at the file again ({@code app.boot}). May import: {@code core.text}, {@code core.problem},
 * {@code core.ledger}, Bouncy Castle for the self-signed certificate.
 */
@NullMarked
package org.guestbridge.app.keys;

import org.jspecify.annotations.NullMarked;
