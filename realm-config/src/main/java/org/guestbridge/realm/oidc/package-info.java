/**
 * The one mapping from an ID token's claims to the core's identity, for each kind of provider.
 *
 * <p>Owns: which claim becomes what, and which shapes of a claim are refused. Does not own:
 * signature, issuer, audience, time and nonce, which the caller has verified. May import: {@code
 * core.text}, {@code core.problem}, {@code core.identity}, {@code realm}.
 */
@NullMarked
package org.guestbridge.realm.oidc;

import org.jspecify.annotations.NullMarked;
