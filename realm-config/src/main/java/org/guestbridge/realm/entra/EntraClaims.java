package org.guestbridge.realm.entra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.Upstream;

/**
 * What the core is told of an Entra ID token. Whoever reads such claims, for a login or for {@code
 * explain}, reads them here and so reads them alike.
 *
 * <p>The claims have been verified (signature, issuer, audience, times, nonce). Their shape has
 * not: a claim that must be one text and is not refuses the whole token, because guessing which
 * value was meant would be guessing who signed in.
 *
 * @param subject the immutable key, {@code (tid, oid)}
 * @param account what the claims say about whose account it is
 * @param profile everything else, input to rules
 */
public record EntraClaims(UpstreamSubject.Entra subject, AccountEvidence account, Profile profile) {

  private static final List<String> SIGN_IN_PREFIXES = List.of("live.com#", "mail#", "google.com#");

  private static final Set<String> ELSEWHERE =
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
   * @param upstream the connection that they came by
   * @throws RefusalException {@code token_claims} when a claim is missing or has the wrong shape;
   *     {@code token_tenant} when the tenant is not the connection's
   */
  public static EntraClaims read(Map<String, Object> verified, Upstream.EntraOidc upstream)
      throws RefusalException {
    return read(
        verified, upstream.tenant(), upstream.issuer().toString(), upstream.idpClaimConfigured());
  }

  /**
   * Reads verified claims.
   *
   * @param expected the tenant that the claims must be of
   * @param issuer stands in for {@code iss} where the claims have none
   */
  static EntraClaims read(
      Map<String, Object> verified, UUID expected, String issuer, boolean idpClaimConfigured)
      throws RefusalException {
    ClaimReader claims = new ClaimReader(verified);
    UUID tenant = claims.requiredGuid("tid");
    if (!tenant.equals(expected)) {
      throw new RefusalException(Code.TOKEN_TENANT, "tid is not the configured tenant");
    }
    UpstreamSubject.Entra subject = new UpstreamSubject.Entra(tenant, claims.requiredGuid("oid"));
    Acct acct = Acct.read(claims);
    AccountEvidence account =
        new AccountEvidence.Entra(
            tenant,
            claims.text("iss").orElse(issuer),
            claims.presentText("idp"),
            acct.value(),
            acct.malformed(),
            idpClaimConfigured);
    return new EntraClaims(subject, account, profile(claims));
  }

  private static Profile profile(ClaimReader claims) throws RefusalException {
    Optional<EmailAddress> mail = claims.text("email").flatMap(EmailAddress::parse);
    return new Profile(
        mail,
        mail.isPresent() && claims.isTrue("xms_edov"),
        claims.text("preferred_username").map(EntraClaims::withoutPrefix),
        claims.text("upn").flatMap(EmailAddress::parse),
        claims.texts("verified_primary_email").stream()
            .flatMap(address -> EmailAddress.parse(address).stream())
            .toList(),
        claims.text("name").map(EntraClaims::withoutPrefix),
        claims.text("given_name"),
        claims.text("family_name"),
        Set.copyOf(claims.texts("groups")),
        !claims.hasOverage("groups"),
        Set.copyOf(claims.texts("roles")),
        claims.others(ELSEWHERE));
  }

  /** Entra puts the provider before the sign-in name of some guests: {@code mail#jo@a.example}. */
  private static String withoutPrefix(String name) {
    for (String prefix : SIGN_IN_PREFIXES) {
      boolean prefixed = name.regionMatches(true, 0, prefix, 0, prefix.length());
      if (prefixed && name.length() > prefix.length()) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }
}
