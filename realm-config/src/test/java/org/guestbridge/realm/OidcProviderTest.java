package org.guestbridge.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OidcProviderTest {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final UUID PARTNER = UUID.fromString("9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90");
  private static final String LOGIN = "https://login.microsoftonline.com/";

  @Test
  void tokenIssuersWhenSingleTenantThenItsOwnByNameOrTemplate() {
    OidcProvider.Entra entra = entra(Set.of());

    assertThat(entra.discovery())
        .hasToString(LOGIN + TENANT + "/v2.0/.well-known/openid-configuration");
    assertThat(entra.tokenIssuers(LOGIN + TENANT + "/v2.0"))
        .containsExactly(LOGIN + TENANT + "/v2.0");
    assertThat(entra.tokenIssuers(LOGIN + "{tenantid}/v2.0"))
        .containsExactly(LOGIN + TENANT + "/v2.0");
    assertThat(entra.tokenIssuers(LOGIN + PARTNER + "/v2.0")).isEmpty();
    assertThat(entra.tokenIssuers(LOGIN + "{tenantid}/v2.0/")).isEmpty();
  }

  @Test
  void tokenIssuersWhenSeveralTenantsThenEachListedOneByTemplateOnly() {
    OidcProvider.Entra entra = entra(Set.of(PARTNER));

    assertThat(entra.discovery())
        .hasToString(LOGIN + "organizations/v2.0/.well-known/openid-configuration");
    assertThat(entra.tokenIssuers(LOGIN + "{tenantid}/v2.0"))
        .containsExactlyInAnyOrder(LOGIN + TENANT + "/v2.0", LOGIN + PARTNER + "/v2.0");
    assertThat(entra.tokenIssuers(LOGIN + TENANT + "/v2.0")).isEmpty();
  }

  @Test
  void tokenIssuersWhenExternalIdThenEitherHostOrAListedOne() {
    OidcProvider.ExternalId customers =
        new OidcProvider.ExternalId(
            URI.create("https://fabrikam.ciamlogin.com"), TENANT, Set.of("https://login.one"));

    for (String issuer :
        List.of(
            "https://fabrikam.ciamlogin.com/" + TENANT + "/v2.0",
            "https://" + TENANT + ".ciamlogin.com/" + TENANT + "/v2.0",
            "https://login.one")) {
      assertThat(customers.tokenIssuers(issuer)).containsExactly(issuer);
    }
    assertThat(customers.tokenIssuers(LOGIN + TENANT + "/v2.0")).isEmpty();
    assertThat(customers.tokenIssuers("https://" + PARTNER + ".ciamlogin.com/" + PARTNER + "/v2.0"))
        .isEmpty();
  }

  @Test
  void tokenIssuersWhenB2cThenTheTenantsWithItsSlashOrThePolicys() {
    OidcProvider.B2c b2c =
        new OidcProvider.B2c(
            URI.create("https://login.fabrikam.example"),
            "fabrikam.onmicrosoft.com",
            TENANT,
            List.of("B2C_1_susi", "B2C_1_other"),
            Optional.empty());
    String root = "https://login.fabrikam.example/";

    assertThat(b2c.discovery())
        .hasToString(
            root + "fabrikam.onmicrosoft.com/B2C_1_susi/v2.0/.well-known/openid-configuration");
    for (String issuer :
        List.of(root + TENANT + "/v2.0/", root + "tfp/" + TENANT + "/b2c_1_susi/v2.0/")) {
      assertThat(b2c.tokenIssuers(issuer)).containsExactly(issuer);
    }
    assertThat(b2c.tokenIssuers(root + TENANT + "/v2.0")).isEmpty();
    assertThat(b2c.tokenIssuers(root + "tfp/" + TENANT + "/b2c_1_edit/v2.0/")).isEmpty();
    assertThat(b2c.accepts("b2c_1_OTHER")).isTrue();
    assertThat(b2c.accepts("b2c_1_other2")).isFalse();
  }

  @Test
  void discoveryWhenIssuerEndsWithSlashThenOneSlash() {
    OidcProvider.Generic generic =
        new OidcProvider.Generic(
            URI.create("https://id.example/"),
            Set.of(OidcProvider.Algorithm.ES256),
            OidcClaimNames.DEFAULTS);

    assertThat(generic.discovery())
        .hasToString("https://id.example/.well-known/openid-configuration");
    assertThat(generic.tokenIssuers("https://id.example")).isEmpty();
    assertThat(generic.tokenIssuers("https://id.example/")).containsExactly("https://id.example/");
  }

  private static OidcProvider.Entra entra(Set<UUID> others) {
    return new OidcProvider.Entra(
        TENANT, others, OidcProvider.Entra.DEFAULT_AUTHORITY, true, Optional.empty());
  }
}
