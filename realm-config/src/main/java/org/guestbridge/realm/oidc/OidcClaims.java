package org.guestbridge.realm.oidc;

import java.util.Map;
import java.util.Set;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;

/**
 * What the core is told of an ID token. Whoever reads claims, for a login or for {@code explain},
 * reads them here and so reads them alike.
 *
 * <p>The claims have been verified (signature, issuer, audience, times, nonce). Their shape has
 * not: a claim that must be one text and is not refuses the whole token, because guessing which
 * value was meant would be guessing who signed in.
 *
 * @param subject the immutable key: tenant and object id, or issuer and {@code sub}
 * @param account what the claims say about whose account it is
 * @param profile everything else, input to rules
 */
public record OidcClaims(UpstreamSubject subject, AccountEvidence account, Profile profile) {

  static final Set<String> ELSEWHERE =
      Set.of(
          "_claim_names",
          "_claim_sources",
          "acct",
          "aio",
          "at_hash",
          "aud",
          "c_hash",
          "email",
          "exp",
          "family_name",
          "given_name",
          "groups",
          "hasgroups",
          "iat",
          "idp",
          "iss",
          "login_hint",
          "name",
          "nbf",
          "nonce",
          "oid",
          "preferred_username",
          "rh",
          "roles",
          "sid",
          "sub",
          "tid",
          "upn",
          "uti",
          "ver",
          "verified_primary_email");

  /**
   * Whether rules cannot ask for {@code claim} by its name, because it is read as a field of its
   * own or belongs to the protocol.
   */
  public static boolean isReadElsewhere(String claim) {
    return ELSEWHERE.contains(claim);
  }

  /**
   * Reads verified claims.
   *
   * @param verified the claims of an ID token, as a JSON reader makes them
   * @param provider the provider that they came from
   * @throws RefusalException {@code token_claims} when a claim is missing or has the wrong shape;
   *     {@code token_tenant} when the tenant is not one of the connection's; {@code token_issuer}
   *     when issuer and tenant differ; {@code token_policy} when a policy is not the connection's
   */
  public static OidcClaims read(Map<String, Object> verified, OidcProvider provider)
      throws RefusalException {
    ClaimReader claims = new ClaimReader(verified);
    if (provider instanceof OidcProvider.Entra entra) {
      return EntraClaims.read(claims, entra);
    }
    if (provider instanceof OidcProvider.ExternalId externalId) {
      return CustomerClaims.ofExternalId(claims, externalId);
    }
    if (provider instanceof OidcProvider.B2c b2c) {
      return CustomerClaims.ofB2c(claims, b2c);
    }
    return GenericClaims.read(claims, (OidcProvider.Generic) provider);
  }

  /** The same person with the complete list of groups. */
  public OidcClaims withGroups(Set<String> groups) {
    return new OidcClaims(subject, account, profile.withGroups(groups));
  }
}
