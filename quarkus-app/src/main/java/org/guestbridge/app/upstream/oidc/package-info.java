/**
 * The OpenID Connect relying party towards Entra.
 *
 * <p>Owns: discovery, signing keys, the authorization request, the callback's form, the code
 * exchange and the verification of the ID token, up to a {@code VerifiedIdentity}. Does not own:
 * the login transaction (state, cookie, once-only), what claims mean ({@code realm.entra}), rules.
 * May import: {@code core.identity}, {@code core.problem}, {@code realm}, {@code realm.entra},
 * {@code app.http.client}, Nimbus, Jackson.
 *
 * <p>The order of checks; the first that fails refuses, and nothing is read ahead of its check:
 *
 * <ol>
 *   <li>the callback's form and response mode ({@code callback_invalid}), its state ({@code
 *       state_mismatch}), an error it carries ({@code upstream_denied}), then its {@code iss} when
 *       there is one ({@code callback_invalid});
 *   <li>the code exchange: transport ({@code upstream_unreachable}, {@code upstream_slow}), the
 *       answer's form ({@code upstream_response_invalid}), its error ({@code code_rejected}, {@code
 *       upstream_client_rejected});
 *   <li>the ID token's form ({@code token_malformed}), header ({@code token_algorithm}), key
 *       ({@code token_key_unknown}), signature ({@code token_signature});
 *   <li>only now the payload is read, once and strictly ({@code token_malformed}): issuer ({@code
 *       token_issuer}), audience ({@code token_audience}), times ({@code token_time}), nonce
 *       ({@code token_nonce}), tenant ({@code token_tenant}), person ({@code token_claims}), fresh
 *       sign-in ({@code token_freshness}).
 * </ol>
 *
 * <p>No message or log holds anything of a token, a code, a state or an error description; of
 * Entra's error texts only the AADSTS number is kept.
 */
@NullMarked
package org.guestbridge.app.upstream.oidc;

import org.jspecify.annotations.NullMarked;
