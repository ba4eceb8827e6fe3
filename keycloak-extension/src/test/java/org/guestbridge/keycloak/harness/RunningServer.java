package org.guestbridge.keycloak.harness;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * A server that stays while tests come and go: for whoever writes tests. {@link #main} starts one
 * and waits to be ended; with {@code -Dguestbridge.keycloak.attach=true} tests use it instead of
 * starting their own.
 */
final class RunningServer {

  private RunningServer() {}

  /** Starts the server that tests share, and stays. */
  public static void main(String[] arguments) throws Exception {
    KeycloakServer server = KeycloakServer.shared();
    Properties properties = new Properties();
    properties.setProperty("base", server.base().toString());
    properties.setProperty("log", server.logFile().toAbsolutePath().toString());
    properties.setProperty("database", server.database().url());
    properties.setProperty("key", Base64.getEncoder().encodeToString(server.registryKey()));
    try (Writer out = Files.newBufferedWriter(file())) {
      properties.store(out, null);
    }
    System.out.println("running at " + server.base());
    Thread.currentThread().join();
  }

  static Optional<KeycloakServer> find() {
    Path file = file();
    if (!Boolean.getBoolean("guestbridge.keycloak.attach") || !Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        KeycloakServer.attached(
            URI.create(properties.getProperty("base")),
            Path.of(properties.getProperty("log")),
            Database.Lease.existing(properties.getProperty("database")),
            Base64.getDecoder().decode(properties.getProperty("key"))));
  }

  private static Path file() {
    Path directory = Path.of(System.getProperty("guestbridge.keycloak.logs", "target/keycloak"));
    return directory.resolve("running.properties");
  }
}
