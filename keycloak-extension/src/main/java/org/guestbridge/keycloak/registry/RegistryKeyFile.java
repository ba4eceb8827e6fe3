package org.guestbridge.keycloak.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * The file that holds the registry key: 32 bytes as base64 (RFC 4648 section 4) on one line, open
 * to its owner only. It is never made here: a key that nobody backed up loses the registry.
 *
 * @param path where it is, when that is configured
 */
record RegistryKeyFile(Optional<Path> path) {

  private static final int MAX_BYTES = 256;

  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Reads the key.
   *
   * @throws RefusalException {@code setting_invalid} when no file is named or its content is no
   *     key, {@code key_ring_unreadable} when it cannot be read or others than its owner may
   */
  RegistryKey read() throws RefusalException {
    Path file =
        path.orElseThrow(
            () ->
                new RefusalException(
                    Code.SETTING_INVALID,
                    "The option " + DefaultRegistryFactory.KEY_FILE_OPTION + " is not set."));
    return keyOf(content(file));
  }

  private static byte[] content(Path file) throws RefusalException {
    try {
      boolean hasPermissions =
          Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
      if (hasPermissions && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new RefusalException(
            Code.KEY_RING_UNREADABLE, "The registry key's file is open to group or others.");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(MAX_BYTES);
      }
    } catch (IOException unreadable) {
      throw new RefusalException(
          Code.KEY_RING_UNREADABLE, "The registry key's file cannot be read.", unreadable);
    }
  }

  private static RegistryKey keyOf(byte[] content) throws RefusalException {
    try {
      String line = new String(content, StandardCharsets.US_ASCII).strip();
      return RegistryKey.of(Base64.getDecoder().decode(line));
    } catch (IllegalArgumentException malformed) {
      throw new RefusalException(
          Code.SETTING_INVALID, "The registry key's file is not 32 bytes in base64 on one line.");
    }
  }
}
