package org.guestbridge.core.identity;

import java.time.Instant;

/** How an identity was proven. Only a verifier that has finished its checks makes one. */
public sealed interface Evidence {

  /** The name of the upstream in the realm file. */
  String upstream();

  /** What the evidence says about whose account it is. */
  AccountEvidence account();

  /**
   * An ID token whose signature, issuer, audience, times, nonce and tenant were verified (OpenID
   * Connect Core section 3.1.3.7).
   *
   * @param upstream the name of the upstream in the realm file
   * @param account the claims about the account's kind
   * @param issuedAt the token's {@code iat}
   */
  record IdToken(String upstream, AccountEvidence account, Instant issuedAt) implements Evidence {}

  /**
   * A SAML assertion whose signature, issuer, audience, recipient, times and request were verified
   * (SAML profiles section 4.1.4.3).
   *
   * @param upstream the name of the upstream in the realm file
   * @param account the attributes about the account's kind
   * @param issuedAt the assertion's IssueInstant
   */
  record Assertion(String upstream, AccountEvidence account, Instant issuedAt)
      implements Evidence {}

  /**
   * An identity that an administrator wrote down to ask what would happen; good for {@code explain}
   * and never for a login.
   *
   * @param upstream the name of the upstream in the realm file
   * @param account the claims about the account's kind
   */
  record Supposed(String upstream, AccountEvidence account) implements Evidence {}

  /**
   * What a provisioning client stored about a person. Nobody signed in: it is good for making a
   * provisional binding and a desired state, and never for a login.
   *
   * @param upstream the name of the upstream in the realm file to which the channel belongs
   * @param account what the channel may say about the account's kind
   * @param channel the name of the channel that told it
   */
  record Provisioned(String upstream, DirectoryEvidence account, String channel)
      implements Evidence {}
}
