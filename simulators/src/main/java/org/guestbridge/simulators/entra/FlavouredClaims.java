package org.guestbridge.simulators.entra;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Turns the claims of a workforce tenant into those of the other products. */
final class FlavouredClaims {
  private static final List<String> NOT_IN_B2C =
      List.of(
          "acct",
          "aio",
          "email",
          "groups",
          "_claim_names",
          "_claim_sources",
          "idp",
          "login_hint",
          "preferred_username",
          "rh",
          "roles",
          "sid",
          "tid",
          "upn",
          "uti",
          "verified_primary_email",
          "xms_edov");
  private static final List<String> MICROSOFT_ALONE =
      List.of(
          "acct",
          "aio",
          "_claim_names",
          "_claim_sources",
          "idp",
          "login_hint",
          "oid",
          "rh",
          "tid",
          "upn",
          "uti",
          "ver",
          "verified_primary_email",
          "xms_edov");

  private final EntraSettings settings;
  private final URI authority;

  FlavouredClaims(EntraSettings settings, URI authority) {
    this.settings = settings;
    this.authority = authority;
  }

  void apply(Map<String, Object> claims, AuthorizationCodes.Grant grant) {
    Person person = grant.person();
    OidcFlavour flavour = settings.flavour();
    UUID tenant = person.tenant().orElse(settings.tenantId());
    claims.put("iss", flavour.issuer(authority, tenant, grant.policy()));
    switch (flavour.kind()) {
      case SINGLE_TENANT, EXTERNAL_ID -> {}
      case MULTI_TENANT -> claims.put("tid", tenant.toString());
      case B2C -> b2c(claims, grant);
      case GENERIC -> {
        claims.keySet().removeAll(MICROSOFT_ALONE);
        if (claims.containsKey("email")) {
          claims.put("email_verified", person.emailDomainVerified().orElse(false));
        }
      }
    }
  }

  private void b2c(Map<String, Object> claims, AuthorizationCodes.Grant grant) {
    OidcFlavour flavour = settings.flavour();
    Person person = grant.person();
    claims.keySet().removeAll(NOT_IN_B2C);
    Optional<String> email = person.email();
    email.ifPresent(address -> claims.put("emails", List.of(address)));
    String subject =
        flavour.subjectNotSupported()
            ? OidcFlavour.SUBJECT_NOT_SUPPORTED
            : person.objectId().toString();
    claims.put("sub", subject);
    claims.put("ver", "1.0");
    grant.policy().ifPresent(policy -> claims.put(flavour.policyClaim(), policy));
  }
}
