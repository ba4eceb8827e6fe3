package org.guestbridge.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

  private static final InstantSource CLOCK = () -> Instant.parse("2026-11-22T10:00:00Z");
  private static final RealmId REALM = new RealmId("example");

  @TempDir Path temporary;

  @Test
  void openWhenGeneratedThenSameKeys() throws Exception {
    KeyRing made = generate();
    KeyRing opened = KeyRing.open(location());
    assertThat(opened.thumbprint()).isEqualTo(made.thumbprint()).hasSize(32);
    assertThat(opened.signingKey()).isEqualTo(made.signingKey());
    assertThat(opened.cookieKey()).isEqualTo(made.cookieKey());
    assertThat(opened.realm()).contains(REALM);
    assertThat(opened.signingCertificate().getNotAfter().toInstant())
        .isEqualTo(Instant.parse("2036-11-22T10:00:00Z"));
    assertThat(opened.toString()).doesNotContain("BEGIN");
  }

  @Test
  void generateWhenDoneThenOnlyOwnerMayRead() throws Exception {
    generate();
    assertThat(mode(data())).isEqualTo("rwx------");
    assertThat(mode(data().resolve("keyring.p12"))).isEqualTo("rw-------");
    assertThat(mode(data().resolve("keyring.password"))).isEqualTo("rw-------");
    try (var files = Files.list(data())) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void generateWhenRingExistsThenRefusedAndLeftAlone() throws Exception {
    generate();
    byte[] before = Files.readAllBytes(data().resolve("keyring.p12"));
    assertRefused(this::generate, Code.KEY_RING_EXISTS);
    assertThat(Files.readAllBytes(data().resolve("keyring.p12"))).isEqualTo(before);
  }

  @Test
  void openWhenAbsentThenMissing() {
    assertRefused(() -> KeyRing.open(location()), Code.KEY_RING_MISSING);
  }

  @Test
  void openWhenExposedThenUnreadable() throws Exception {
    generate();
    for (String file : new String[] {"keyring.p12", "keyring.password"}) {
      Path path = data().resolve(file);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
      assertRefused(() -> KeyRing.open(location()), Code.KEY_RING_UNREADABLE);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(KeyRing.open(location())).isNotNull();
  }

  @Test
  void openWhenPasswordIsAnotherThenUnreadable() throws Exception {
    generate();
    Map<String, String> other = Map.of("GUESTBRIDGE_KEYRING_PASSWORD", "another-password");
    assertRefused(() -> KeyRing.open(KeyRingLocation.in(data(), other)), Code.KEY_RING_UNREADABLE);
  }

  @Test
  void openWhenOneByteChangedThenUnreadable() throws Exception {
    generate();
    Path ring = data().resolve("keyring.p12");
    byte[] bytes = Files.readAllBytes(ring);
    bytes[bytes.length / 2] ^= 1;
    Files.write(ring, bytes);
    assertRefused(() -> KeyRing.open(location()), Code.KEY_RING_UNREADABLE);
    Files.write(ring, new byte[0]);
    assertRefused(() -> KeyRing.open(location()), Code.KEY_RING_UNREADABLE);
  }

  @Test
  void generateWhenPasswordInEnvironmentThenNoPasswordFile() throws Exception {
    Map<String, String> given = Map.of("GUESTBRIDGE_KEYRING_PASSWORD", "a-long-enough-one");
    KeyRing.generate(KeyRingLocation.in(data(), given), REALM, KeySize.RSA_2048, CLOCK);
    assertThat(data().resolve("keyring.password")).doesNotExist();
    assertThat(KeyRing.open(KeyRingLocation.in(data(), given)).realm()).contains(REALM);
  }

  @Test
  void certificatePemWhenExportedThenExactForm() throws Exception {
    String pem = generate().certificatePem();
    assertThat(pem)
        .startsWith("-----BEGIN CERTIFICATE-----\n")
        .endsWith("\n-----END CERTIFICATE-----\n")
        .doesNotContain("\r");
    String[] lines = pem.split("\n");
    for (int i = 1; i < lines.length - 2; i++) {
      assertThat(lines[i]).hasSize(64);
    }
    assertThat(lines[lines.length - 2].length()).isBetween(1, 64);
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes)))
        .isEqualTo(KeyRing.open(location()).signingCertificate());
  }

  private KeyRing generate() throws RefusalException {
    return KeyRing.generate(location(), REALM, KeySize.RSA_2048, CLOCK);
  }

  private Path data() {
    return temporary.resolve("data");
  }

  private KeyRingLocation location() {
    return KeyRingLocation.in(data(), Map.of());
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void assertRefused(ThrowingCallable call, Code code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusalException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
