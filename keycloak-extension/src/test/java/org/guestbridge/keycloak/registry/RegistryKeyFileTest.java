package org.guestbridge.keycloak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryKeyFileTest {

  private static final byte[] KEY = new byte[32];

  static {
    Arrays.fill(KEY, (byte) 7);
  }

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
  void readWhenOwnersAloneThenTheKey(String mode) throws Exception {
    RegistryKey key = new RegistryKeyFile(Optional.of(file(encoded(KEY) + "\n", mode))).read();

    EmailAddress address = EmailAddress.parse("jo@guests.example.com").orElseThrow();
    assertThat(key.digest(address)).isEqualTo(RegistryKey.of(KEY).digest(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
  void readWhenOthersMayThenRefused(String mode) throws Exception {
    assertRefused(Optional.of(file(encoded(KEY), mode)), Code.KEY_RING_UNREADABLE);
  }

  @Test
  void readWhenFileIsMissingThenRefused() {
    assertRefused(Optional.of(directory.resolve("none")), Code.KEY_RING_UNREADABLE);
  }

  @Test
  void readWhenNoFileIsNamedThenRefusedNamingTheOption() {
    assertThatThrownBy(() -> new RegistryKeyFile(Optional.empty()).read())
        .hasMessageContaining("spi-guestbridge-registry--default--key-file");
    assertRefused(Optional.empty(), Code.SETTING_INVALID);
  }

  @Test
  void readWhenContentIsNoKeyThenRefused() throws Exception {
    for (String content :
        new String[] {
          "",
          "not base64!",
          encoded(new byte[31]),
          encoded(new byte[33]),
          encoded(KEY) + "\n" + encoded(KEY)
        }) {
      assertRefused(Optional.of(file(content, "rw-------")), Code.SETTING_INVALID);
    }
  }

  private static void assertRefused(Optional<Path> file, Code code) {
    assertThatThrownBy(() -> new RegistryKeyFile(file).read())
        .isInstanceOfSatisfying(
            RefusalException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static String encoded(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  private Path file(String content, String mode) throws IOException {
    Path file = Files.createTempFile(directory, "registry", ".key");
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
