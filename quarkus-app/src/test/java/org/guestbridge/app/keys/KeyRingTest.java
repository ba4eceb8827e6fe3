package org.guestbridge.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.pkcs.Pfx;
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
    assertThat(opened.keys(REALM).all()).isEqualTo(made.keys(REALM).all()).hasSize(1);
    assertThat(opened.cookieKey()).isEqualTo(made.cookieKey());
    assertThat(opened.realms()).containsExactly(REALM);
    assertThat(opened.keys(REALM).active().state()).isEqualTo(KeyState.ACTIVE);
    assertThat(opened.keys(REALM).active().certificate().getNotAfter().toInstant())
        .isEqualTo(Instant.parse("2036-11-22T10:00:00Z"));
    assertThat(opened.toString()).doesNotContain("BEGIN");
  }

  @Test
  void generateWhenDoneThenOnlyOwnerMayRead() throws Exception {
    generate();
    assertThat(mode(data())).isEqualTo("rwx------");
    assertThat(mode(data().resolve("keyring.p12"))).isEqualTo("rw-------");
    assertThat(mode(data().resolve("keyring.password"))).isEqualTo("rw-------");
    assertThat(mode(data().resolve("keyring.lock"))).isEqualTo("rw-------");
    try (var files = Files.list(data())) {
      assertThat(files).hasSize(3);
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
    assertThat(KeyRing.open(KeyRingLocation.in(data(), given)).realms()).containsExactly(REALM);
  }

  @Test
  void certificatePemWhenExportedThenExactForm() throws Exception {
    String pem = generate().keys(REALM).active().certificatePem();
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
        .isEqualTo(KeyRing.open(location()).keys(REALM).active().certificate());
  }

  @Test
  void generateWhenAnotherRealmThenAddedAndSharedKeysStay() throws Exception {
    KeyRing first = generate();
    RealmId other = new RealmId("other-1");
    KeyRing both = KeyRing.generate(location(), other, KeySize.RSA_3072, CLOCK);
    assertThat(both.realms()).containsExactly(REALM, other);
    KeyRing opened = KeyRing.open(location());
    assertThat(opened.keys(REALM).active()).isEqualTo(first.keys(REALM).active());
    assertThat(opened.keys(other).active().fingerprint())
        .isEqualTo(both.keys(other).active().fingerprint());
    assertThat(opened.cookieKey()).isEqualTo(first.cookieKey());
    assertThat(opened.thumbprint()).isEqualTo(first.thumbprint());
    assertRefused(() -> opened.keys(new RealmId("third")), Code.SIGNING_KEY_MISSING);
  }

  @Test
  void openWhenMacIsTakenOffThenUnreadable() throws Exception {
    generate();
    Path ring = data().resolve("keyring.p12");
    byte[] sealed = Files.readAllBytes(ring);
    Files.write(ring, new Pfx(Pfx.getInstance(sealed).getAuthSafe(), null).getEncoded());
    assertRefused(() -> KeyRing.open(location()), Code.KEY_RING_UNREADABLE);
    Files.write(ring, sealed);
    assertThat(KeyRing.open(location())).isNotNull();
  }

  @Test
  void openWhenNameOfStateIsAlteredThenUnreadable() throws Exception {
    generate();
    new KeyRingEditor(location(), CLOCK).stage(REALM, KeySize.RSA_2048);
    Path ring = data().resolve("keyring.p12");
    byte[] bytes = Files.readAllBytes(ring);
    int state = indexOf(bytes, "staged".getBytes(StandardCharsets.UTF_16BE));
    System.arraycopy("active".getBytes(StandardCharsets.UTF_16BE), 0, bytes, state, 12);
    Files.write(ring, bytes);
    assertRefused(() -> KeyRing.open(location()), Code.KEY_RING_UNREADABLE);
  }

  @Test
  void openWhenEntryIsUnknownThenUnreadable() throws Exception {
    generate();
    Path ring = data().resolve("keyring.p12");
    char[] password = Files.readString(data().resolve("keyring.password")).strip().toCharArray();
    KeyStore store = KeyStore.getInstance(ring.toFile(), password);
    store.setKeyEntry(
        "signing.example.2.elsewhere",
        store.getKey("signing.example.1.active", password),
        password,
        store.getCertificateChain("signing.example.1.active"));
    try (OutputStream out = Files.newOutputStream(ring)) {
      store.store(out, password);
    }
    assertRefused(() -> KeyRing.open(location()), Code.KEY_RING_UNREADABLE);
  }

  @Test
  void reloadWhenRingIsAnotherThenRefusedAndRunningOneStays() throws Exception {
    KeyRing first = generate();
    CurrentKeyRing current = CurrentKeyRing.open(location());
    Files.delete(data().resolve("keyring.p12"));
    assertRefused(current::reload, Code.KEY_RING_MISSING);
    generate();
    assertRefused(current::reload, Code.KEY_RING_REPLACED);
    assertThat(current.get().thumbprint()).isEqualTo(first.thumbprint());
  }

  @Test
  void reloadWhenARealmsKeysAreGoneThenRefused() throws Exception {
    generate();
    byte[] alone = Files.readAllBytes(data().resolve("keyring.p12"));
    KeyRing.generate(location(), new RealmId("other"), KeySize.RSA_2048, CLOCK);
    CurrentKeyRing current = CurrentKeyRing.open(location());
    current.reload();
    Files.write(data().resolve("keyring.p12"), alone);
    assertRefused(current::reload, Code.KEY_RING_REPLACED);
    assertThat(current.get().realms()).hasSize(2);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
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
