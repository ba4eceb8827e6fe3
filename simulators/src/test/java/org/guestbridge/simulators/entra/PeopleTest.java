package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The claims of the default people, as the facts about Entra describe their kinds. */
class PeopleTest {
  private static SimulatedEntra entra;
  private static OidcClient client;

  @BeforeAll
  static void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    client = new OidcClient(entra);
  }

  @AfterAll
  static void stop() {
    entra.close();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "employee, -, 0, maria.meyer@example.com, true",
        "employee2, https://sts.windows.net/3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81/, 0,"
            + " tom.schulz@example.com, true",
        "guest, https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/, 1,"
            + " jane.doe@partner.example, true",
        "guest-reinvited, https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/, 1,"
            + " jane.doe@partner.example, true",
        "otp, mail, 1, olaf@small.example, true",
        "google, google.com, 1, gina.gomez@gmail.com, true",
        "msa, live.com, 1, max.muster@outlook.com, true",
        "saml-federated, https://idp.federated.example/saml, 1, fred@federated.example, false",
        "cross-tenant-member, https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/, 0,"
            + " carl.cross@partner.example, true",
        "internal-guest, https://sts.windows.net/3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81/, 1,"
            + " ines.intern@example.com, true",
        "converted-internal, https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/, 0,"
            + " kai@partner.example, true",
        "member-without-idp, -, 0, mika.member@example.com, true",
        "unknown-kind, -, -, una@example.com, true",
        "guest-without-mail, https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/, 1, -, -",
        "hostile, https://sts.windows.net/66666666-6666-4666-8666-666666666666/, 1,"
            + " maria.meyer@example.com, false"
      })
  void claimsWhenPersonSignsInThenShowTheirKind(
      String key, String idp, Integer acct, String email, Boolean verified) throws Exception {
    JsonNode claims = client.claims(key);
    assertThat(text(claims, "idp")).isEqualTo(idp);
    assertThat(claims.has("acct") ? claims.path("acct").asInt() : null).isEqualTo(acct);
    assertThat(text(claims, "email")).isEqualTo(email);
    assertThat(claims.has("xms_edov") ? claims.path("xms_edov").asBoolean() : null)
        .isEqualTo(verified);
  }

  @Test
  void changedHumanWhenComparedWithGuestThenHasTheSameObjectIdAndAnotherSignIn() throws Exception {
    JsonNode before = client.claims("guest");
    JsonNode after = client.claims("changed-human");
    assertThat(after.path("oid")).isEqualTo(before.path("oid"));
    assertThat(after.path("sub")).isEqualTo(before.path("sub"));
    assertThat(after.path("idp")).isNotEqualTo(before.path("idp"));
    assertThat(after.path("preferred_username")).isNotEqualTo(before.path("preferred_username"));
  }

  @Test
  void guestWhenNamesAreUnknownThenHasOnlyADisplayName() throws Exception {
    JsonNode claims = client.claims("guest");
    assertThat(claims.path("name").asText()).isEqualTo("Jane Doe (Partner)");
    assertThat(claims.has("given_name")).isFalse();
    assertThat(claims.has("family_name")).isFalse();
  }

  @Test
  void claimsWhenFurtherOnesAreGivenThenAsTheyAre() throws Exception {
    entra
        .directory()
        .change("otp", olaf -> olaf.displayName("").furtherClaims(Map.of("acct", "x", "n", 7)));
    JsonNode claims = client.claims("otp");
    assertThat(claims.path("acct").textValue()).isEqualTo("x");
    assertThat(claims.path("n").intValue()).isEqualTo(7);
    assertThat(claims.has("name")).isFalse();
    entra.directory().reset();
  }

  @Test
  void groupsWhenMoreThanTwoHundredThenOnlyAReference() throws Exception {
    JsonNode claims = client.claims("overage");
    assertThat(claims.has("groups")).isFalse();
    assertThat(claims.path("_claim_names").path("groups").asText()).isEqualTo("src1");
    assertThat(claims.path("_claim_sources").path("src1").path("endpoint").asText())
        .contains(claims.path("oid").asText());
    entra
        .directory()
        .change(
            "overage",
            olga -> olga.groups(entra.directory().get("overage").groups().subList(0, 200)));
    assertThat(client.claims("overage").path("groups")).hasSize(200);
  }

  @Test
  void optionalClaimsWhenNotAskedForThenAbsent() throws Exception {
    EntraSettings settings =
        EntraSettings.defaults().withOptionalClaims(Set.of(OptionalClaim.EMAIL));
    try (SimulatedEntra plain = SimulatedEntra.start(settings)) {
      JsonNode claims = new OidcClient(plain).claims("guest");
      assertThat(claims.path("email").asText()).isEqualTo("jane.doe@partner.example");
      for (OptionalClaim claim : OptionalClaim.values()) {
        assertThat(claims.has(claim.claim())).isEqualTo(claim == OptionalClaim.EMAIL);
      }
    }
  }

  private static String text(JsonNode claims, String name) {
    return claims.has(name) ? claims.path(name).asText() : null;
  }
}
