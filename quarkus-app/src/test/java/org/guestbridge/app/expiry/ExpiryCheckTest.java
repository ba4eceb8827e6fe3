package org.guestbridge.app.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.guestbridge.app.ExampleRealm;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingEditor;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.app.keys.UpstreamCredential;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryCheckTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant END = Instant.parse("2036-11-22T10:00:00Z");
  private static final RealmId REALM = new RealmId("example");

  private static final String REALM_FILE =
      ExampleRealm.with(
          ExampleRealm.CREDENTIAL,
          "{ certificate: \"${file:entra.pem}\" }",
          ExampleRealm.ACS,
          ExampleRealm.ACS + "    signingCertificates: [\"${file:sp.pem}\", \"${file:sp.pem}\"]\n");

  @TempDir Path temporary;

  private Instant now = START;
  private KeyRingEditor editor;
  private ExpiryCheck check;

  @BeforeEach
  void generate() throws Exception {
    KeyRingLocation location = KeyRingLocation.in(temporary, Map.of());
    editor = new KeyRingEditor(location, () -> START);
    KeyRing ring = editor.generate(REALM, KeySize.RSA_2048);
    check = new ExpiryCheck(List.of(() -> SigningCertificates.of(ring, now)), () -> now);
  }

  @ParameterizedTest
  @CsvSource({
    "P60DT0.001S, NONE, false",
    "P60D, SIXTY_DAYS, false",
    "P30DT0.001S, SIXTY_DAYS, false",
    "P30D, THIRTY_DAYS, false",
    "P7DT0.001S, THIRTY_DAYS, false",
    "P7D, SEVEN_DAYS, true",
    "PT0S, SEVEN_DAYS, true",
    "PT-0.001S, EXPIRED, true",
  })
  void findingsWhenAtABoundaryThenTheLaterUrgencyBegins(
      Duration left, Urgency urgency, boolean pressing) {
    now = END.minus(left);
    ExpiryFinding finding = check.findings().get(0);
    assertThat(finding.urgency()).isEqualTo(urgency);
    assertThat(finding.urgency().isPressing()).isEqualTo(pressing);
    assertThat(finding.left()).isEqualTo(left);
  }

  @Test
  void messageWhenSaidThenNamesEverything() {
    now = END.minus(Duration.ofDays(12));
    ExpiryFinding finding = check.findings().get(0);
    assertThat(finding.message())
        .startsWith("certificate runs out: realm=example purpose=signing name=1 sha256=")
        .contains(finding.certificate().fingerprint())
        .contains(" notAfter=2036-11-22T10:00:00Z daysLeft=12; ")
        .endsWith(CertificatePurpose.SIGNING.remedy());
    now = END.plusSeconds(1);
    assertThat(check.findings().get(0).message()).startsWith("certificate has run out: ");
  }

  @Test
  void certificatesWhenStagedOrRetiredThenStagedOnesCountOnly() throws Exception {
    editor.stage(REALM, KeySize.RSA_2048);
    editor.switchAt(REALM, START.plusSeconds(10));
    KeyRing ring = KeyRing.open(KeyRingLocation.in(temporary, Map.of()));
    assertThat(names(SigningCertificates.of(ring, START)))
        .containsExactly("signing 1", "staged_signing 2");
    assertThat(names(SigningCertificates.of(ring, START.plusSeconds(10))))
        .containsExactly("signing 2");
  }

  @Test
  void certificatesWhenARealmNamesThemThenCredentialAndKeysOfServiceProviders() throws Exception {
    UpstreamCredential credential =
        UpstreamCredential.generate("guestbridge", KeySize.RSA_2048, 30, () -> START);
    Files.write(temporary.resolve("entra.pem"), credential.exposePem());
    Files.writeString(temporary.resolve("sp.pem"), credential.certificatePem());
    Path file = Files.writeString(temporary.resolve("realm.yaml"), REALM_FILE);
    LoadResult.Loaded loaded =
        (LoadResult.Loaded) new RealmLoader(name -> "not-a-real-secret").load(file);

    assertThat(names(RealmCertificates.of(loaded.realm())))
        .containsExactly(
            "upstream_credential entra",
            "downstream_signing atlassian/1",
            "downstream_signing atlassian/2");
    assertThat(RealmCertificates.of(loaded.realm()))
        .allSatisfy(each -> assertThat(each.notAfter()).isEqualTo(START.plus(Duration.ofDays(30))));
  }

  @Test
  void dueWhenAWarningBeginsThenOnceADayAndAtEachStep() {
    ExpiryReminder reminder = new ExpiryReminder();
    now = END.minus(Duration.ofDays(60).plusMillis(1));
    assertThat(reminder.due(check.findings(), now)).isEmpty();
    now = END.minus(Duration.ofDays(60));
    assertThat(reminder.due(check.findings(), now)).hasSize(1);
    assertThat(reminder.due(check.findings(), now)).isEmpty();
    now = now.plus(Duration.ofDays(1)).minusMillis(1);
    assertThat(reminder.due(check.findings(), now)).isEmpty();
    now = now.plusMillis(1);
    assertThat(reminder.due(check.findings(), now)).hasSize(1);
    now = END.minus(Duration.ofDays(30));
    assertThat(reminder.due(check.findings(), now)).hasSize(1);
    now = now.plusSeconds(1);
    assertThat(reminder.due(check.findings(), now)).isEmpty();
    assertThat(reminder.due(List.of(), now)).isEmpty();
    assertThat(reminder.due(check.findings(), now)).hasSize(1);
  }

  private static List<String> names(Stream<ExpiringCertificate> certificates) {
    return certificates.map(each -> each.purpose().text() + " " + each.name()).toList();
  }
}
