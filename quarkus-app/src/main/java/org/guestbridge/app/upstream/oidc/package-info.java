/**
 * The OpenID Connect relying party.
 *
 * <p>Owns: discovery, signing keys, the authorization request, the callback's form, the code
 * exchange and the verification of the ID token, up to a {@code VerifiedIdentity}; access tokens
 * that the broker gets for itself. Does not own: the login transaction (state, cookie, once-only),
 * what claims mean ({@code realm.oidc}), rules. May import: {@code core.identity}, {@code
 * core.problem}, {@code realm}, {@code realm.oidc}, {@code app.http.client}, {@code app.json},
 * Nimbus.
 *
 * <p>The order of checks; the first that fails refuses, and nothing is read ahead of its check:
 *
 * <ol>
 *   <li>the callback's form and response mode ({@code callback_invalid}), its state ({@code
 *       state_mismatch}), an error it carries ({@code upstream_denied}, {@code upstream_cancelled},
 *       {@code upstream_password_forgotten}), then its {@code iss} when there is one ({@code
 *       callback_invalid});
 *   <li>the code exchange: transport ({@code upstream_unreachable}, {@code upstream_slow}), the
 *       answer's form ({@code upstream_response_invalid}), its error ({@code code_rejected}, {@code
 *       upstream_client_rejected});
 *   <li>the ID token's form ({@code token_malformed}), header ({@code token_algorithm}), key
 *       ({@code token_key_unknown}), signature ({@code token_signature});
 *   <li>only now the payload is read, once and strictly ({@code token_malformed}): issuer ({@code
 *       token_issuer}), audience ({@code token_audience}), times ({@code token_time}), nonce
 *       ({@code token_nonce}), tenant ({@code token_tenant}), policy ({@code token_policy}), person
 *       ({@code token_claims}), the key's tenant ({@code token_key_unknown}), fresh sign-in ({@code
 *       token_freshness});
 *   <li>at last the groups, when a rule reads them and the token cut them short ({@code graph_*}).
 * </ol>
 *
 * <p>No message or log holds anything of a token, a code, a state or an error description; of
 * Microsoft's error texts only the AADSTS or AADB2C number is kept.
 */
@NullMarked
package org.guestbridge.app.upstream.oidc;

import org.jspecify.annotations.NullMarked;
