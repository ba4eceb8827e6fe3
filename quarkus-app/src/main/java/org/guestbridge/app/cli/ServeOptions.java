package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How {@code serve} was called.
 *
 * @param realms the realm files, or directories of such, at least one
 * @param data the data directory
 * @param port the port that browsers reach, when given
 * @param managementPort the loopback port of admin, health and metrics, when given
 * @param database the database, when it is not the file in the data directory
 */
public record ServeOptions(
    List<Path> realms,
    Path data,
    OptionalInt port,
    OptionalInt managementPort,
    Optional<Database> database) {

  public ServeOptions {
    realms = List.copyOf(realms);
    if (realms.isEmpty()) {
      throw new IllegalArgumentException("no realm file");
    }
    Objects.requireNonNull(data, "data is null");
    requirePort(port);
    requirePort(managementPort);
  }

  private static void requirePort(OptionalInt port) {
    if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > 65_535)) {
      throw new IllegalArgumentException("not a port");
    }
  }
}
