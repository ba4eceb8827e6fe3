package org.guestbridge.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Realm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The realm file, the key ring, certificates, files and Java. */
class LocalChecksTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant END = Instant.parse("2036-11-22T10:00:00Z");

  @TempDir Path temporary;

  private Path data;

  @BeforeEach
  void permissions() throws Exception {
    data = Files.createDirectory(temporary.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void realmWhenGoodOrBadThenOkOrEveryProblem() {
    Path file = write(UnaryOperator.identity());
    assertThat(Realms.diagnoses(new RealmCheck(Realms.load(file), InstantSource.system()).run()))
        .containsExactly(Diagnosis.REALM_OK);

    write(text -> text.replace("clientId:", "klientId:"));
    List<Finding> findings = new RealmCheck(Realms.load(file), InstantSource.system()).run();
    assertThat(Realms.diagnoses(findings)).hasSize(2).containsOnly(Diagnosis.REALM_PROBLEM);
    assertThat(findings)
        .anySatisfy(found -> assertThat(found.subject()).isEqualTo("/upstreams/entra/klientId"))
        .allSatisfy(found -> assertThat(found.remedy()).isNotEmpty());
  }

  @Test
  void ringWhenAbsentUnusableOfAnotherRealmOrGoodThenSaid() throws Exception {
    assertThat(keys(START)).containsExactly(Diagnosis.KEY_RING_ABSENT);

    generate("other");
    assertThat(keys(START)).contains(Diagnosis.SIGNING_KEY_ABSENT);
    generate("example");
    assertThat(keys(START)).containsExactly(Diagnosis.KEY_RING_OK, Diagnosis.CERTIFICATE_OK);

    Path ring = data.resolve("keyring.p12");
    Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(keys(START)).containsExactly(Diagnosis.KEY_RING_UNUSABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "61, CERTIFICATE_OK",
    "60, CERTIFICATE_ENDING",
    "8, CERTIFICATE_ENDING",
    "7, CERTIFICATE_PRESSING",
    "-1, CERTIFICATE_EXPIRED"
  })
  void certificateWhenItEndsThenAsUrgent(int days, Diagnosis expected) throws Exception {
    generate("example");
    assertThat(keys(END.minusSeconds(days * 86_400L)))
        .containsExactly(Diagnosis.KEY_RING_OK, expected);
  }

  @Test
  void filesWhenOpenToOthersThenNamed() throws Exception {
    generate("example");
    write(UnaryOperator.identity());
    Path secret = temporary.resolve("client-secret");
    Path certificate =
        Files.writeString(temporary.resolve("sp.pem"), "-----BEGIN CERTIFICATE-----\n");
    Set<Path> referred = Set.of(secret, certificate, temporary.resolve("missing"));
    assertThat(Realms.diagnoses(new MachineCheck(data, referred, 17).run()))
        .containsExactly(Diagnosis.JAVA_OK, Diagnosis.FILES_OK);

    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw----r--"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
    List<Finding> findings = new MachineCheck(data, referred, 21).run();
    assertThat(Realms.diagnoses(findings))
        .containsExactly(Diagnosis.JAVA_UNTESTED, Diagnosis.FILE_EXPOSED, Diagnosis.FILE_EXPOSED);
    assertThat(findings.get(2).subject()).isEqualTo(secret.toString());
  }

  private List<Diagnosis> keys(Instant now) {
    Realm realm = Realms.realm(temporary, UnaryOperator.identity());
    KeyRingLocation location = KeyRingLocation.in(data, Map.of());
    return Realms.diagnoses(new KeysCheck(location, Optional.of(realm), () -> now).run());
  }

  private void generate(String realm) throws Exception {
    KeyRing.generate(
        KeyRingLocation.in(data, Map.of()), new RealmId(realm), KeySize.RSA_2048, () -> START);
  }

  private Path write(UnaryOperator<String> edit) {
    URI nowhere = URI.create("https://nowhere.example");
    return Realms.write(temporary, nowhere, nowhere, nowhere, edit);
  }
}
