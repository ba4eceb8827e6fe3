package org.guestbridge.realm.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.OidcClaimNames;
import org.guestbridge.realm.OidcProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcClaimsTest {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final UUID PARTNER = UUID.fromString("9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90");
  private static final UUID OBJECT = UUID.fromString("1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d");
  private static final UUID OTHER_OBJECT = UUID.fromString("b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11");

  private static final OidcProvider.Entra ENTRA =
      new OidcProvider.Entra(
          TENANT,
          Set.of(PARTNER),
          URI.create("https://login.microsoftonline.com"),
          true,
          Optional.empty());
  private static final OidcProvider.ExternalId EXTERNAL_ID =
      new OidcProvider.ExternalId(URI.create("https://fabrikam.ciamlogin.com"), TENANT, Set.of());
  private static final OidcProvider.B2c B2C =
      new OidcProvider.B2c(
          URI.create("https://fabrikam.b2clogin.com"),
          "fabrikam.onmicrosoft.com",
          TENANT,
          List.of("B2C_1_susi"),
          Optional.of("B2C_1_reset"));
  private static final OidcProvider.Generic GENERIC = generic(OidcClaimNames.DEFAULTS);

  @Test
  void entraWhenListedTenantThenExternalUnderItsOwnIssuer() throws RefusalException {
    OidcClaims claims = OidcClaims.read(multiTenant(PARTNER), ENTRA);

    assertThat(claims.subject()).isEqualTo(new UpstreamSubject.Entra(PARTNER, OBJECT));
    assertThat(claims.account())
        .isEqualTo(
            new AccountEvidence.OtherProvider(
                "https://login.microsoftonline.com/" + PARTNER + "/v2.0"));
    assertThat(kind(claims)).isEqualTo(AccountKind.EXTERNAL);
  }

  @Test
  void entraWhenListedTenantSaysItIsOursThenStillExternal() throws RefusalException {
    Map<String, Object> token = multiTenant(PARTNER);
    token.put("idp", "https://sts.windows.net/" + TENANT + "/");
    token.put("acct", 0);

    assertThat(kind(OidcClaims.read(token, ENTRA))).isEqualTo(AccountKind.EXTERNAL);
  }

  @Test
  void entraWhenOwnTenantThenInternal() throws RefusalException {
    assertThat(kind(OidcClaims.read(multiTenant(TENANT), ENTRA))).isEqualTo(AccountKind.INTERNAL);
  }

  @Test
  void entraWhenTenantIsNotListedThenTokenTenant() {
    assertThat(refusal(multiTenant(UUID.randomUUID()), ENTRA)).isEqualTo(Code.TOKEN_TENANT);
  }

  @Test
  void entraWhenIssuerIsOfAnotherListedTenantThenTokenIssuer() {
    Map<String, Object> token = multiTenant(PARTNER);
    token.put("iss", ENTRA.issuer(TENANT));

    assertThat(refusal(token, ENTRA)).isEqualTo(Code.TOKEN_ISSUER);
  }

  @Test
  void externalIdThenTenantAndObjectIdAndExternal() throws RefusalException {
    Map<String, Object> token = multiTenant(TENANT);
    token.put("iss", EXTERNAL_ID.issuer());
    OidcClaims claims = OidcClaims.read(token, EXTERNAL_ID);

    assertThat(claims.subject()).isEqualTo(new UpstreamSubject.Entra(TENANT, OBJECT));
    assertThat(kind(claims)).isEqualTo(AccountKind.EXTERNAL);
    token.put("tid", PARTNER.toString());
    assertThat(refusal(token, EXTERNAL_ID)).isEqualTo(Code.TOKEN_TENANT);
  }

  @Test
  void b2cThenFirstAddressAndObjectIdAndExternal() throws RefusalException {
    OidcClaims claims = OidcClaims.read(b2c(), B2C);

    assertThat(claims.subject()).isEqualTo(new UpstreamSubject.Entra(TENANT, OBJECT));
    assertThat(claims.profile().mail()).isEqualTo(EmailAddress.parse("one@partner.example"));
    assertThat(claims.profile().mailVerified()).isFalse();
    assertThat(kind(claims)).isEqualTo(AccountKind.EXTERNAL);
  }

  @Test
  void b2cWhenCustomPolicySendsOneAddressThenThat() throws RefusalException {
    Map<String, Object> token = b2c();
    token.remove("emails");
    token.put("email", "two@partner.example");

    assertThat(OidcClaims.read(token, B2C).profile().mail())
        .isEqualTo(EmailAddress.parse("two@partner.example"));
  }

  @Test
  void b2cWhenSubjectIsTheConstantSentenceThenObjectIdIsTheKey() throws RefusalException {
    Map<String, Object> token = b2c();
    token.put("sub", "Not supported currently. Use oid claim.");

    assertThat(OidcClaims.read(token, B2C).subject())
        .isEqualTo(new UpstreamSubject.Entra(TENANT, OBJECT));
    token.remove("oid");
    assertThat(refusal(token, B2C)).isEqualTo(Code.TOKEN_CLAIMS);
  }

  @Test
  void b2cWhenObjectIdStandsInSubjectOnlyThenThatElseConflictRefuses() throws RefusalException {
    Map<String, Object> token = b2c();
    token.remove("oid");
    assertThat(OidcClaims.read(token, B2C).subject())
        .isEqualTo(new UpstreamSubject.Entra(TENANT, OBJECT));

    token.put("oid", OTHER_OBJECT.toString());
    assertThat(refusal(token, B2C)).isEqualTo(Code.TOKEN_CLAIMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"B2C_1_edit", "B2C_1_reset", "", " B2C_1_susi"})
  void b2cWhenPolicyIsNotListedThenTokenPolicy(String policy) {
    Map<String, Object> token = b2c();
    token.put("tfp", policy);

    assertThat(refusal(token, B2C)).isEqualTo(Code.TOKEN_POLICY);
  }

  @Test
  void b2cWhenOldFormThenAcrAndNeitherRefuses() throws RefusalException {
    Map<String, Object> token = b2c();
    token.remove("tfp");
    assertThat(refusal(token, B2C)).isEqualTo(Code.TOKEN_POLICY);

    token.put("acr", "b2c_1_susi");
    assertThat(OidcClaims.read(token, B2C).subject()).isNotNull();
    token.put("tfp", "B2C_1_edit");
    assertThat(refusal(token, B2C)).isEqualTo(Code.TOKEN_POLICY);
  }

  @Test
  void b2cWhenTenantIsThereThenItMustBeTheConfiguredOne() {
    Map<String, Object> token = b2c();
    token.put("tid", PARTNER.toString());

    assertThat(refusal(token, B2C)).isEqualTo(Code.TOKEN_TENANT);
  }

  @Test
  void genericThenIssuerAndSubjectAndStandardClaims() throws RefusalException {
    OidcClaims claims = OidcClaims.read(standard(), GENERIC);

    assertThat(claims.subject())
        .isEqualTo(new UpstreamSubject.Oidc("https://id.partner.example", " Case Kept "));
    assertThat(claims.account())
        .isEqualTo(new AccountEvidence.OtherProvider("https://id.partner.example"));
    assertThat(claims.profile().mail()).isEqualTo(EmailAddress.parse("jo@partner.example"));
    assertThat(claims.profile().mailVerified()).isTrue();
    assertThat(claims.profile().signInName()).contains("jo");
    assertThat(claims.profile().groups().ids()).containsExactly("staff");
    assertThat(claims.profile().upn()).isEmpty();
    assertThat(kind(claims)).isEqualTo(AccountKind.EXTERNAL);
  }

  @Test
  void genericWhenItClaimsToBeEntraThenStillExternal() throws RefusalException {
    Map<String, Object> token = standard();
    token.put("tid", TENANT.toString());
    token.put("oid", OBJECT.toString());
    token.put("acct", 0);
    token.put("upn", "maria.meyer@example.com");
    token.put("verified_primary_email", List.of("maria.meyer@example.com"));
    OidcClaims claims = OidcClaims.read(token, GENERIC);

    assertThat(kind(claims)).isEqualTo(AccountKind.EXTERNAL);
    assertThat(claims.subject()).isInstanceOf(UpstreamSubject.Oidc.class);
    assertThat(claims.profile().upn()).isEmpty();
    assertThat(claims.profile().verifiedPrimaryEmails()).isEmpty();
  }

  @Test
  void genericWhenNamesAreConfiguredThenThoseAreRead() throws RefusalException {
    Map<String, Object> token = standard();
    token.put("mail", "two@partner.example");
    token.put("teams", List.of("red"));
    OidcClaims claims =
        OidcClaims.read(
            token,
            generic(new OidcClaimNames("mail", "ok", "login", "cn", "f", "l", "teams", "r")));

    assertThat(claims.profile().mail()).isEqualTo(EmailAddress.parse("two@partner.example"));
    assertThat(claims.profile().mailVerified()).isFalse();
    assertThat(claims.profile().groups().ids()).containsExactly("red");
    assertThat(claims.profile().signInName()).isEmpty();
  }

  @Test
  void genericWhenSubjectIsMissingBlankListOrLongThenTokenClaims() {
    for (Object sub : new Object[] {"", " ", List.of("s"), 7, "s".repeat(256)}) {
      Map<String, Object> token = standard();
      token.put("sub", sub);
      assertThat(refusal(token, GENERIC)).isEqualTo(Code.TOKEN_CLAIMS);
    }
  }

  @Test
  void withGroupsThenCompleteAndNothingElseChanged() throws RefusalException {
    Map<String, Object> token = multiTenant(TENANT);
    token.put("_claim_names", Map.of("groups", "src1"));
    OidcClaims cut = OidcClaims.read(token, ENTRA);
    OidcClaims whole = cut.withGroups(Set.of("a"));

    assertThat(cut.profile().groups().complete()).isFalse();
    assertThat(whole.profile().groups().complete()).isTrue();
    assertThat(whole.profile().groups().ids()).containsExactly("a");
    assertThat(whole.subject()).isEqualTo(cut.subject());
    assertThat(whole.profile().withGroups(Set.of()).claims()).isEqualTo(cut.profile().claims());
  }

  private static OidcProvider.Generic generic(OidcClaimNames names) {
    return new OidcProvider.Generic(
        URI.create("https://id.partner.example"), Set.of(OidcProvider.Algorithm.RS256), names);
  }

  private static Map<String, Object> multiTenant(UUID tenant) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", "https://login.microsoftonline.com/" + tenant + "/v2.0");
    claims.put("tid", tenant.toString());
    claims.put("oid", OBJECT.toString());
    claims.put("acct", 0);
    return claims;
  }

  private static Map<String, Object> b2c() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", B2C.issuer());
    claims.put("sub", OBJECT.toString());
    claims.put("oid", OBJECT.toString());
    claims.put("emails", List.of("one@partner.example", "two@partner.example"));
    claims.put("tfp", "B2C_1_susi");
    return claims;
  }

  private static Map<String, Object> standard() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", "https://id.partner.example");
    claims.put("sub", " Case Kept ");
    claims.put("email", "jo@partner.example");
    claims.put("email_verified", true);
    claims.put("preferred_username", "jo");
    claims.put("groups", List.of("staff"));
    return claims;
  }

  private static AccountKind kind(OidcClaims claims) {
    return claims.account().prove().kind();
  }

  private static Code refusal(Map<String, Object> claims, OidcProvider provider) {
    return catchThrowableOfType(RefusalException.class, () -> OidcClaims.read(claims, provider))
        .code();
  }
}
