/**
 * The SAML service provider towards upstream identity providers: Entra ID, Azure AD B2C and others.
 *
 * <p>Owns: the request, the form in which a response arrives, the identity provider's metadata and
 * their refresh, the verification of the response up to a {@code VerifiedIdentity}, and the
 * broker's own metadata towards the provider. Does not own: XML and signatures ({@code
 * app.samlxml}), the login transaction (state, cookie, once-only), what attributes mean ({@code
 * realm.saml}), rules. May import: {@code core.identity}, {@code core.problem}, {@code realm},
 * {@code realm.saml}, {@code app.upstream}, {@code app.samlxml}, {@code app.http.client}.
 *
 * <p>The order of checks; the first that fails refuses, and nothing is read ahead of its check:
 *
 * <ol>
 *   <li>the form ({@code callback_invalid}), the state ({@code state_mismatch}), base64 ({@code
 *       response_encoding}), size ({@code response_oversized}), XML ({@code xml_forbidden}, {@code
 *       xml_malformed}), the positive grammar of the whole document ({@code response_invalid});
 *   <li>a status other than Success ({@code upstream_denied});
 *   <li>signatures with keys of the configuration ({@code response_unsigned}, {@code
 *       response_signature}), after one look for new keys where metadata are fetched; between the
 *       two signatures decryption ({@code response_encrypted}, {@code response_decryption});
 *   <li>of the envelope, which can only refuse and never gives anything: issuer ({@code
 *       response_issuer}), destination ({@code response_destination}), request ({@code
 *       response_request}), age ({@code response_time});
 *   <li>of the assertion, read from the signed bytes alone: issuer ({@code assertion_issuer}),
 *       conditions ({@code assertion_conditions}), times ({@code assertion_time}), audience ({@code
 *       assertion_audience}), confirmation ({@code assertion_confirmation}), recipient ({@code
 *       assertion_recipient}), request ({@code assertion_request}), fresh sign-in ({@code
 *       assertion_freshness});
 *   <li>the person: attributes ({@code assertion_attributes}), tenant ({@code assertion_tenant}),
 *       subject ({@code assertion_subject}).
 * </ol>
 *
 * <p>An assertion that answers a request names one login transaction, and that transaction is used
 * up once in the ledger, so the assertion needs no mark of its own. One that answers no request
 * does: {@code UnsolicitedLogin} carries it.
 */
@NullMarked
package org.guestbridge.app.upstream.saml;

import org.jspecify.annotations.NullMarked;
