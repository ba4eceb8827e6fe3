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

/**
 * Reads tokens of Microsoft's customer directories: External ID, and user flows of Azure AD B2C.
 * The key is the configured tenant and the object id; everybody is external.
 */
final class CustomerClaims {

  private CustomerClaims() {}

  static OidcClaims ofExternalId(ClaimReader claims, OidcProvider.ExternalId provider)
      throws RefusalException {
    requireTenant(claims.requiredGuid("tid"), provider.tenant());
    return new OidcClaims(
        new UpstreamSubject.Entra(provider.tenant(), claims.requiredGuid("oid")),
        new AccountEvidence.OtherProvider(provider.issuer()),
        EntraClaims.profile(claims));
  }

  /** B2C leaves {@code tid} out by default, so the tenant is the one whose issuer was verified. */
  static OidcClaims ofB2c(ClaimReader claims, OidcProvider.B2c provider) throws RefusalException {
    if (claims.has("tid")) {
      requireTenant(claims.requiredGuid("tid"), provider.tenant());
    }
    requirePolicy(claims, provider);
    return new OidcClaims(
        new UpstreamSubject.Entra(provider.tenant(), objectId(claims)),
        new AccountEvidence.OtherProvider(provider.issuer()),
        b2cProfile(claims));
  }

  private static void requireTenant(UUID shown, UUID configured) throws RefusalException {
    if (!shown.equals(configured)) {
      throw new RefusalException(Code.TOKEN_TENANT, "tid is not the configured tenant");
    }
  }

  /**
   * Tokens of all policies share issuer, audience and keys, so the policy is what tells a sign-in
   * from a profile edit. It stands in {@code tfp}, or in {@code acr} of older policies.
   */
  private static void requirePolicy(ClaimReader claims, OidcProvider.B2c provider)
      throws RefusalException {
    Optional<String> policy = claims.presentText(claims.has("tfp") ? "tfp" : "acr");
    if (policy.filter(provider::accepts).isEmpty()) {
      throw new RefusalException(Code.TOKEN_POLICY, "the policy is missing or not configured");
    }
  }

  /**
   * {@code oid}, or {@code sub} where that is the object id. A tenant can be set to put a constant
   * sentence into {@code sub}, which would make one person of all.
   */
  private static UUID objectId(ClaimReader claims) throws RefusalException {
    Optional<UUID> subject = claims.text("sub").flatMap(ClaimReader::guid);
    if (!claims.has("oid")) {
      return subject.orElseThrow(() -> ClaimReader.malformed("oid", "is missing"));
    }
    UUID object = claims.requiredGuid("oid");
    if (subject.isPresent() && !subject.get().equals(object)) {
      throw ClaimReader.malformed("sub", "is another object id than oid");
    }
    return object;
  }

  /** User flows send a list of addresses, custom policies one. */
  private static Profile b2cProfile(ClaimReader claims) throws RefusalException {
    Optional<String> mail = claims.texts("emails").stream().findFirst();
    if (mail.isEmpty()) {
      mail = claims.text("email");
    }
    return new Profile(
        mail.flatMap(EmailAddress::parse),
        false,
        claims.text("preferred_username"),
        Optional.empty(),
        List.of(),
        claims.text("name"),
        claims.text("given_name"),
        claims.text("family_name"),
        PersonGroups.of(Set.copyOf(claims.texts("groups")), true),
        Set.copyOf(claims.texts("roles")),
        claims.others(OidcClaims.ELSEWHERE));
  }
}
