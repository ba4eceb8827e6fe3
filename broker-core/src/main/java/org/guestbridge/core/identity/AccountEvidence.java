package org.guestbridge.core.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What is known about whose account it is, and the proof drawn from it. */
public sealed interface AccountEvidence
    permits AccountEvidence.Entra, AccountEvidence.OtherProvider, DirectoryEvidence {

  /** The provider that authenticated the person, as far as it was named. */
  Optional<String> idp();

  /** The kind that this evidence proves, with the sentence that explains it. */
  AccountProof prove();

  /**
   * What a verified Entra token says about whose account it is, and the proof drawn from it.
   *
   * <p>Tenant ids are compared, never the look of an address: a UPN with {@code #EXT#} is neither
   * necessary nor sufficient for a guest (learn.microsoft.com, B2B "user properties" and "invite
   * internal users"). The claim {@code acct} alone proves nothing, since an external member carries
   * 0 (learn.microsoft.com, "optional claims reference").
   *
   * @param tenantId the resource tenant, verified against the connection
   * @param issuer the token's verified issuer
   * @param idp the claim {@code idp}: the provider that authenticated the person
   * @param acct the claim {@code acct}: 0 member, 1 guest
   * @param acctMalformed whether {@code acct} was present but neither 0 nor 1
   * @param idpClaimConfigured whether the upstream declares that its tokens carry {@code idp}
   *     whenever it is foreign
   */
  record Entra(
      UUID tenantId,
      String issuer,
      Optional<String> idp,
      OptionalInt acct,
      boolean acctMalformed,
      boolean idpClaimConfigured)
      implements AccountEvidence {

    @Override
    public AccountProof prove() {
      if (acctMalformed) {
        return AccountProof.conflict("acct is neither 0 nor 1");
      }
      return idp.map(this::proveByIdp).orElseGet(this::proveByAbsence);
    }

    private AccountProof proveByIdp(String provider) {
      if (namesTenant(provider)) {
        return AccountProof.internal("idp names the tenant in tid");
      }
      if (provider.isBlank() || mentionsTenant(provider)) {
        return AccountProof.conflict("idp is blank, or mentions the tenant in an unknown form");
      }
      return AccountProof.external("idp is foreign to the tenant in tid");
    }

    private AccountProof proveByAbsence() {
      if (!idpClaimConfigured) {
        return AccountProof.unproven(
            "idp is absent and the upstream does not declare it configured");
      }
      if (acct.isEmpty()) {
        return AccountProof.unproven("idp and acct are both absent");
      }
      return acct.getAsInt() == 0
          ? AccountProof.internal("idp is absent though configured, and acct is 0")
          : AccountProof.unproven("idp is absent and acct is 1");
    }

    private boolean namesTenant(String provider) {
      return provider.equals(issuer)
          || provider.equals("https://sts.windows.net/" + tenantId + "/")
          || provider.equals("https://login.microsoftonline.com/" + tenantId + "/v2.0");
    }

    private boolean mentionsTenant(String provider) {
      return provider.toLowerCase(Locale.ROOT).contains(tenantId.toString());
    }
  }

  /**
   * An account of a provider that is not the organization's own directory: another OpenID provider,
   * a SAML federation, a customer directory, or another tenant of a multi-tenant connection. Nobody
   * there is an employee, whatever the message says.
   *
   * @param provider the provider, as the verified connection names it
   */
  record OtherProvider(String provider) implements AccountEvidence {

    @Override
    public Optional<String> idp() {
      return Optional.of(provider);
    }

    @Override
    public AccountProof prove() {
      return AccountProof.external("the provider is not the organization's own directory");
    }
  }
}
