package org.guestbridge.realm.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.OidcProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraClaimsTest {

  private static final String TENANT = "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81";
  private static final String PARTNER = "9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90";

  private static final OidcProvider.Entra PROVIDER =
      new OidcProvider.Entra(
          UUID.fromString(TENANT),
          Set.of(),
          OidcProvider.Entra.DEFAULT_AUTHORITY,
          true,
          Optional.empty());

  private static Map<String, Object> member() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("aud", "6b5d2c1f-9a47-4f0e-9c3b-1e2d3c4b5a69");
    claims.put("iss", "https://login.microsoftonline.com/" + TENANT + "/v2.0");
    claims.put("iat", 1_760_000_000L);
    claims.put("acct", 0L);
    claims.put("email", "maria.meyer@fabrikam.example");
    claims.put("family_name", "Meyer");
    claims.put("given_name", "Maria");
    claims.put("name", "Maria Meyer");
    claims.put("groups", List.of("0d6c2f5e-1b3a-4f7d-8a90-2b6c7d8e9f01"));
    claims.put("nonce", "n-0S6_WzA2Mj");
    claims.put("oid", "1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d");
    claims.put("preferred_username", "maria.meyer@fabrikam.example");
    claims.put("roles", List.of("atlassian-user"));
    claims.put("tid", TENANT);
    claims.put("upn", "maria.meyer@fabrikam.example");
    claims.put("verified_primary_email", List.of("maria.meyer@fabrikam.example"));
    claims.put("xms_edov", true);
    return claims;
  }

  private static Map<String, Object> guest() {
    Map<String, Object> claims = member();
    List.of("family_name", "given_name", "groups", "roles", "verified_primary_email")
        .forEach(claims::remove);
    claims.put("acct", 1L);
    claims.put("email", "jane.doe@partner.example");
    claims.put("idp", "https://sts.windows.net/" + PARTNER + "/");
    claims.put("name", "Jane Doe (Partner)");
    claims.put("oid", "b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11");
    claims.put("preferred_username", "jdoe@partner.example");
    claims.put("upn", "jane.doe_partner.example#EXT#@fabrikam.onmicrosoft.com");
    return claims;
  }

  private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
    claims.put(name, value);
    return claims;
  }

  private static OidcClaims read(Map<String, Object> claims) throws RefusalException {
    return OidcClaims.read(claims, PROVIDER);
  }

  private static Code refusal(Map<String, Object> claims) {
    return catchThrowableOfType(RefusalException.class, () -> read(claims)).code();
  }

  @Test
  void readWhenMemberThenEverythingIsMapped() throws RefusalException {
    OidcClaims claims = read(member());
    assertThat(claims.subject())
        .isEqualTo(
            new UpstreamSubject.Entra(
                UUID.fromString(TENANT), UUID.fromString("1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d")));
    assertThat(claims.account())
        .isEqualTo(
            new AccountEvidence.Entra(
                UUID.fromString(TENANT),
                "https://login.microsoftonline.com/" + TENANT + "/v2.0",
                Optional.empty(),
                OptionalInt.of(0),
                false,
                true));
    assertThat(claims.account().prove().kind()).isEqualTo(AccountKind.INTERNAL);
    var profile = claims.profile();
    EmailAddress address = EmailAddress.parse("maria.meyer@fabrikam.example").orElseThrow();
    assertThat(profile.mail()).contains(address);
    assertThat(profile.mailVerified()).isTrue();
    assertThat(profile.signInName()).contains("maria.meyer@fabrikam.example");
    assertThat(profile.upn()).contains(address);
    assertThat(profile.verifiedPrimaryEmails()).containsExactly(address);
    assertThat(profile.displayName()).contains("Maria Meyer");
    assertThat(profile.givenName()).contains("Maria");
    assertThat(profile.surname()).contains("Meyer");
    assertThat(profile.groups().ids()).containsExactly("0d6c2f5e-1b3a-4f7d-8a90-2b6c7d8e9f01");
    assertThat(profile.groups().complete()).isTrue();
    assertThat(profile.roles()).containsExactly("atlassian-user");
    assertThat(profile.claims()).containsExactly(Map.entry("xms_edov", List.of("true")));
  }

  @Test
  void readWhenEntraGuestThenExternalWithoutNames() throws RefusalException {
    OidcClaims claims = read(guest());
    assertThat(claims.account().prove().kind()).isEqualTo(AccountKind.EXTERNAL);
    assertThat(claims.profile().signInName()).contains("jdoe@partner.example");
    assertThat(claims.profile().mail().orElseThrow().value()).isEqualTo("jane.doe@partner.example");
    assertThat(claims.profile().givenName()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live.com",
        "https://sts.windows.net/9188040d-6c67-4c5b-b112-36a304b66dad/",
        "mail",
        "google.com",
        "https://idp.supplier.example/saml"
      })
  void readWhenIdpIsForeignThenExternalEvenAsMember(String idp) throws RefusalException {
    assertThat(read(with(with(guest(), "idp", idp), "acct", 0L)).account().prove().kind())
        .isEqualTo(AccountKind.EXTERNAL);
  }

  @ParameterizedTest
  @CsvSource({
    "mail#sam@supplier.example, sam@supplier.example",
    "live.com#sam@outlook.example, sam@outlook.example",
    "google.com#sam@gmail.com, sam@gmail.com",
    "LIVE.COM#sam@outlook.example, sam@outlook.example",
    "other#sam@supplier.example, other#sam@supplier.example",
    "mail#, mail#"
  })
  void readWhenSignInNameIsPrefixedThenPrefixIsStripped(String claim, String expected)
      throws RefusalException {
    assertThat(read(with(guest(), "preferred_username", claim)).profile().signInName())
        .contains(expected);
  }

  @Test
  void readWhenGuestHasNoMailThenMailIsAbsentAndUnverified() throws RefusalException {
    Map<String, Object> claims = guest();
    claims.remove("email");
    assertThat(read(claims).profile().mail()).isEmpty();
    assertThat(read(claims).profile().mailVerified()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not an address", "a@b@c.example", "\"q\"@partner.example", " "})
  void readWhenMailDoesNotParseThenAbsent(String mail) throws RefusalException {
    assertThat(read(with(guest(), "email", mail)).profile().mail()).isEmpty();
  }

  @Test
  void readWhenEdovIsSaidInAnyWayThenVerified() throws RefusalException {
    for (Object said : List.<Object>of(true, 1, 1L, BigInteger.ONE, "1", "true", "TRUE")) {
      assertThat(read(with(guest(), "xms_edov", said)).profile().mailVerified())
          .as("xms_edov %s", said)
          .isTrue();
    }
    for (Object said : Arrays.asList(false, 0, "0", "false", "yes", List.of(true), null)) {
      assertThat(read(with(guest(), "xms_edov", said)).profile().mailVerified())
          .as("xms_edov %s", said)
          .isFalse();
    }
  }

  @Test
  void readWhenAcctIsNumberOrNumericTextThenRead() throws RefusalException {
    for (Object zero : List.<Object>of(0, 0L, BigInteger.ZERO, "0")) {
      assertThat(evidence(with(member(), "acct", zero)).acct()).hasValue(0);
    }
    for (Object other : Arrays.asList(2, -1, 0.0, "00", "", true, List.of(0), null)) {
      AccountEvidence.Entra account = evidence(with(member(), "acct", other));
      assertThat(account.acctMalformed()).as("acct %s", other).isTrue();
      assertThat(account.prove().refusal()).contains(Code.ACCOUNT_KIND_CONFLICT);
    }
  }

  @Test
  void readWhenGroupsAreCutShortThenIncomplete() throws RefusalException {
    Map<String, Object> overage = member();
    overage.remove("groups");
    overage.put("_claim_names", Map.of("groups", "src1"));
    overage.put("_claim_sources", Map.of("src1", Map.of("endpoint", "https://graph.example")));
    assertThat(read(overage).profile().groups().complete()).isFalse();
    assertThat(read(with(member(), "hasgroups", true)).profile().groups().complete()).isFalse();
    assertThat(read(with(member(), "_claim_names", Map.of("roles", "src1"))).profile())
        .extracting(p -> p.groups().complete())
        .isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tid", "oid"})
  void readWhenKeyIsMissingOrNoGuidThenClaims(String key) {
    Map<String, Object> missing = guest();
    missing.remove(key);
    assertThat(refusal(missing)).isEqualTo(Code.TOKEN_CLAIMS);
    for (Object wrong : Arrays.asList(null, "", "1-2-3-4-5", "common", 7, List.of(TENANT))) {
      assertThat(refusal(with(guest(), key, wrong))).isEqualTo(Code.TOKEN_CLAIMS);
    }
  }

  @Test
  void readWhenTenantIsAnotherThenTenant() {
    assertThat(refusal(with(guest(), "tid", PARTNER))).isEqualTo(Code.TOKEN_TENANT);
  }

  @Test
  void readWhenGuidsAreUpperCaseThenTheSamePerson() throws RefusalException {
    Map<String, Object> upper = guest();
    upper.put("oid", "B7D0A0E2-6A0F-4C5E-9B9A-3C1F5F0A7A11");
    assertThat(read(upper).subject()).isEqualTo(read(guest()).subject());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "idp",
        "iss",
        "email",
        "preferred_username",
        "upn",
        "name",
        "given_name",
        "family_name"
      })
  void readWhenSingleClaimIsAListThenClaims(String claim) {
    assertThat(refusal(with(guest(), claim, List.of("a@partner.example"))))
        .isEqualTo(Code.TOKEN_CLAIMS);
  }

  @Test
  void readWhenIdpIsNullThenNotTakenForAbsent() {
    assertThat(refusal(with(member(), "idp", null))).isEqualTo(Code.TOKEN_CLAIMS);
  }

  @Test
  void readWhenIdpIsBlankThenConflict() throws RefusalException {
    assertThat(read(with(member(), "idp", " ")).account().prove().refusal())
        .contains(Code.ACCOUNT_KIND_CONFLICT);
  }

  @Test
  void readWhenListHoldsOtherThanTextThenClaims() {
    assertThat(refusal(with(member(), "groups", List.of("a", 7)))).isEqualTo(Code.TOKEN_CLAIMS);
    assertThat(refusal(with(member(), "roles", Map.of()))).isEqualTo(Code.TOKEN_CLAIMS);
  }

  @Test
  void readWhenOverALimitThenClaims() throws RefusalException {
    assertThat(read(with(member(), "x", "y".repeat(2_048))).profile().claims()).containsKey("x");
    assertThat(refusal(with(member(), "x", "y".repeat(2_049)))).isEqualTo(Code.TOKEN_CLAIMS);
    assertThat(refusal(with(member(), "groups", Collections.nCopies(1_001, "g"))))
        .isEqualTo(Code.TOKEN_CLAIMS);
    Map<String, Object> many = member();
    for (int i = 0; i < 200; i++) {
      many.put("c" + i, i);
    }
    assertThat(refusal(many)).isEqualTo(Code.TOKEN_CLAIMS);
  }

  @Test
  void readWhenOtherClaimsThenScalarsAndListsAsText() throws RefusalException {
    Map<String, Object> claims = member();
    claims.put("department", "Sales");
    claims.put("level", 3);
    claims.put("tags", List.of("a", true, Map.of()));
    claims.put("nested", Map.of("a", "b"));
    assertThat(read(claims).profile().claims())
        .containsEntry("department", List.of("Sales"))
        .containsEntry("level", List.of("3"))
        .containsEntry("tags", List.of("a", "true"))
        .doesNotContainKeys("nested", "oid", "nonce");
  }

  @Test
  void readWhenIssuerIsAbsentThenTheConnections() throws RefusalException {
    Map<String, Object> claims = member();
    claims.remove("iss");
    assertThat(evidence(claims).issuer()).isEqualTo(PROVIDER.issuer(PROVIDER.tenant()));
  }

  private static AccountEvidence.Entra evidence(Map<String, Object> claims)
      throws RefusalException {
    return (AccountEvidence.Entra) read(claims).account();
  }
}
