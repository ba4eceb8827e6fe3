package org.guestbridge.app.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.guestbridge.app.keys.OwnerOnlyFile;
import org.guestbridge.core.problem.RefusalException;

/**
 * Where a running broker's admin resource is, written to the data directory while it runs. The host
 * is always 127.0.0.1.
 *
 * @param port the management port
 */
public record AdminEndpoint(int port) {

  /** The file's name in the data directory. */
  public static final String FILE = "admin.json";

  public AdminEndpoint {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a port");
    }
  }

  /** Announces this endpoint in {@code data}. */
  public void announce(Path data) throws IOException {
    file(data).replace((AdminJson.write(this) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Takes back what was announced in {@code data}. */
  public static void withdraw(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(FILE));
  }

  /** The endpoint announced in {@code data}; it may be left over from a broker that crashed. */
  public static Optional<AdminEndpoint> announced(Path data) throws IOException, RefusalException {
    OwnerOnlyFile file = file(data);
    if (!file.exists()) {
      return Optional.empty();
    }
    String json = new String(file.read(), StandardCharsets.UTF_8);
    return Optional.of(AdminJson.read(json, AdminEndpoint.class));
  }

  private static OwnerOnlyFile file(Path data) {
    return new OwnerOnlyFile(data.resolve(FILE));
  }
}
