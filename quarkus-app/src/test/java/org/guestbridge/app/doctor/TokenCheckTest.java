package org.guestbridge.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_ACCOUNT_PROVEN;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_ACCOUNT_UNPROVEN;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_ACCT_MISSING;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_CLAIMS_SEEN;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_IDP_INCONCLUSIVE;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_IDP_LACKING;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_IDP_UNDECLARED;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_REFUSED;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_RELEASED;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_RULE_CLAIMS_MISSING;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_UNFIT;
import static org.guestbridge.app.doctor.Diagnosis.TOKEN_UNREADABLE;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.guestbridge.realm.Realm;
import org.guestbridge.simulators.entra.EntraSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCheckTest {

  private static final String BASE =
      "\"tid\":\""
          + EntraSettings.DEFAULT_TENANT
          + "\",\"oid\":\"00000000-0000-4000-8000-000000000001\"";
  private static final String FOREIGN = ",\"idp\":\"https://sts.windows.net/9d2e7f40-c4n4ry/\"";
  private static final String MAIL = ",\"email\":\"jo.c4n4ry@partner.example\"";

  @TempDir Path temporary;

  @Test
  void tokenOfAGuestThenProvenAndReleasedWithoutAnyValue() {
    List<Finding> findings = look(BASE + FOREIGN + MAIL + ",\"acct\":1");

    assertThat(Realms.diagnoses(findings))
        .containsExactly(TOKEN_CLAIMS_SEEN, TOKEN_ACCOUNT_PROVEN, TOKEN_RELEASED);
    assertThat(findings.get(0).seen()).startsWith("present: idp, acct, email; absent: upn, ");
    assertThat(findings.toString()).doesNotContain("c4n4ry").contains("partners");
  }

  @Test
  void tokenWhenCompactThenItsMiddleIsRead() {
    String payload = "{" + BASE + FOREIGN + MAIL + "}";
    String middle =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    assertThat(raw(UnaryOperator.identity(), "eyJ9." + middle + ".c2ln\n"))
        .contains(TOKEN_RELEASED);
  }

  @Test
  void tokenOfAGuestWhenIdpIsDeclaredButLackingThenError() {
    assertThat(diagnoses(BASE + MAIL + ",\"acct\":1"))
        .containsExactly(TOKEN_CLAIMS_SEEN, TOKEN_IDP_LACKING, TOKEN_ACCOUNT_UNPROVEN);
  }

  @Test
  void tokenOfAnEmployeeThenInconclusiveAboutGuestsAndReleased() {
    assertThat(diagnoses(BASE + ",\"acct\":0,\"upn\":\"eve@example.com\""))
        .containsExactly(
            TOKEN_CLAIMS_SEEN, TOKEN_IDP_INCONCLUSIVE, TOKEN_ACCOUNT_PROVEN, TOKEN_RELEASED);
  }

  @Test
  void tokenWhenARuleReadsAClaimThatIsNotThereThenNamed() {
    assertThat(diagnoses(BASE + ",\"acct\":0")).contains(TOKEN_RULE_CLAIMS_MISSING, TOKEN_REFUSED);
    List<Finding> findings = look(BASE + FOREIGN);
    assertThat(Realms.diagnoses(findings)).contains(TOKEN_RULE_CLAIMS_MISSING);
    assertThat(findings.toString()).contains("rules read email");
  }

  @Test
  void tokenWhenIdpIsNotDeclaredThenSaidOnceItIsSeen() {
    assertThat(diagnoses(TokenCheckTest::undeclared, BASE + FOREIGN + MAIL))
        .contains(TOKEN_IDP_UNDECLARED);
    assertThat(diagnoses(BASE + FOREIGN + MAIL)).doesNotContain(TOKEN_IDP_UNDECLARED);
  }

  @Test
  void tokenWhenIdpAndAcctAreAbsentThenAcctIsNamed() {
    assertThat(diagnoses(BASE)).contains(TOKEN_ACCT_MISSING, TOKEN_ACCOUNT_UNPROVEN);
  }

  @Test
  void tokenOfAnotherTenantOrClientThenUnfit() {
    String other = BASE.replace(EntraSettings.DEFAULT_TENANT.toString(), new UUID(1, 2).toString());
    assertThat(diagnoses(other + FOREIGN)).containsExactly(TOKEN_UNFIT);
    assertThat(diagnoses(BASE + FOREIGN + ",\"aud\":\"other\"")).containsExactly(TOKEN_UNFIT);
    assertThat(diagnoses(BASE + FOREIGN + ",\"aud\":\"" + EntraSettings.DEFAULT_CLIENT_ID + "\""))
        .doesNotContain(TOKEN_UNFIT);
  }

  @Test
  void tokenWhenNotOneThenUnreadable() {
    for (String text : List.of("", "a.b", "a.!!.c", "{", "[]", "a.e30")) {
      assertThat(raw(UnaryOperator.identity(), text)).as(text).containsExactly(TOKEN_UNREADABLE);
    }
  }

  private static String undeclared(String realm) {
    return realm.replace("idpClaimConfigured: true", "idpClaimConfigured: false");
  }

  private List<Diagnosis> diagnoses(String members) {
    return diagnoses(UnaryOperator.identity(), members);
  }

  private List<Diagnosis> diagnoses(UnaryOperator<String> edit, String members) {
    return raw(edit, "{" + members + "}");
  }

  private List<Finding> look(String members) {
    Realm realm = Realms.realm(temporary, UnaryOperator.identity());
    return new TokenCheck(realm, file("{" + members + "}")).run();
  }

  private List<Diagnosis> raw(UnaryOperator<String> edit, String text) {
    return Realms.diagnoses(new TokenCheck(Realms.realm(temporary, edit), file(text)).run());
  }

  private static TokenFile file(String text) {
    return new TokenFile(text.getBytes(StandardCharsets.UTF_8));
  }
}
