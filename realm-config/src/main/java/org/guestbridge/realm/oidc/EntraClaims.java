package org.guestbridge.realm.oidc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.OidcProvider;

/** Reads tokens of Microsoft Entra ID; the key is {@code (tid, oid)}. */
final class EntraClaims {

  private static final List<String> SIGN_IN_PREFIXES = List.of("live.com#", "mail#", "google.com#");

  private EntraClaims() {}

  static OidcClaims read(ClaimReader claims, OidcProvider.Entra provider) throws RefusalException {
    UUID tenant = claims.requiredGuid("tid");
    if (!provider.accepts(tenant)) {
      throw new RefusalException(Code.TOKEN_TENANT, "tid is not a configured tenant");
    }
    String issuer = provider.issuer(tenant);
    if (claims.has("iss") && !claims.presentText("iss").equals(Optional.of(issuer))) {
      throw new RefusalException(Code.TOKEN_ISSUER, "iss is not the issuer of the tenant in tid");
    }
    return new OidcClaims(
        new UpstreamSubject.Entra(tenant, claims.requiredGuid("oid")),
        account(claims, tenant, provider),
        profile(claims));
  }

  /** Only the organization's own tenant can prove that an account is internal. */
  private static AccountEvidence account(
      ClaimReader claims, UUID tenant, OidcProvider.Entra provider) throws RefusalException {
    if (!tenant.equals(provider.tenant())) {
      return new AccountEvidence.OtherProvider(provider.issuer(tenant));
    }
    return evidence(claims, tenant, provider.issuer(tenant), provider.idpClaimConfigured());
  }

  /** The same claims out of an assertion, where the provider is always named. */
  static OidcClaims ofAssertion(ClaimReader claims, UUID expected, String issuer)
      throws RefusalException {
    UUID tenant = claims.requiredGuid("tid");
    if (!tenant.equals(expected)) {
      throw new RefusalException(Code.TOKEN_TENANT, "tid is not the configured tenant");
    }
    return new OidcClaims(
        new UpstreamSubject.Entra(tenant, claims.requiredGuid("oid")),
        evidence(claims, tenant, issuer, false),
        profile(claims));
  }

  private static AccountEvidence evidence(
      ClaimReader claims, UUID tenant, String issuer, boolean idpClaimConfigured)
      throws RefusalException {
    Acct acct = Acct.read(claims);
    return new AccountEvidence.Entra(
        tenant,
        issuer,
        claims.presentText("idp"),
        acct.value(),
        acct.malformed(),
        idpClaimConfigured);
  }

  /** What tokens of Entra's v2.0 endpoint say about a person, in workforce and external tenants. */
  static Profile profile(ClaimReader claims) throws RefusalException {
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
        PersonGroups.of(Set.copyOf(claims.texts("groups")), !claims.hasOverage("groups")),
        Set.copyOf(claims.texts("roles")),
        claims.others(OidcClaims.ELSEWHERE));
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
