package org.guestbridge.keycloak.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.guestbridge.core.ledger.RegistryKey;

/** A running Keycloak. Ends with the process of the tests at the latest. */
public final class KeycloakServer implements AutoCloseable {

  public static final String ADMIN = "admin";
  public static final String PASSWORD = "admin-of-the-tests";

  private static final Duration START_LIMIT = Duration.ofMinutes(9);
  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ProcessHandle process;
  private final URI address;
  private final URI base;
  private final Path log;
  private final Database.Lease database;
  private final byte[] registryKey;
  private final Path keyFile;

  private KeycloakServer(
      ProcessHandle process,
      URI address,
      URI base,
      Path log,
      Database.Lease database,
      byte[] registryKey,
      Path keyFile) {
    this.process = process;
    this.address = address;
    this.base = base;
    this.log = log;
    this.database = database;
    this.registryKey = registryKey.clone();
    this.keyFile = keyFile;
  }

  /** How a server is started. */
  public static final class Options {
    private final KeycloakHome home;
    private Database.Lease database;
    private final List<String> arguments = new ArrayList<>();
    private byte[] registryKey = newKey();
    private boolean keyed = true;
    private boolean keyThere = true;
    private final int port = freePort();
    private Optional<URI> site = Optional.empty();

    private Options(KeycloakHome home, Database.Lease database) {
      this.home = home;
      this.database = database;
    }

    /** On a home and a database that the caller has; twice the same for two nodes of a cluster. */
    public static Options on(KeycloakHome home, Database.Lease database) {
      return new Options(home, database);
    }

    /** Without the option that names the registry key's file. */
    public Options withoutRegistryKey() {
      keyed = false;
      return this;
    }

    /** The file of the registry key is not there before {@link KeycloakServer#writeKey}. */
    public Options keyLater() {
      keyThere = false;
      return this;
    }

    /** As a node of a cluster of those that are on the same database. */
    public Options clustered() {
      arguments.addAll(
          List.of(
              "--cache=ispn",
              "--cache-stack=jdbc-ping",
              "--cache-embedded-network-bind-address=127.0.0.1",
              "--cache-embedded-network-bind-port=" + freePort()));
      return this;
    }

    /** On the same database by a user of its own, so that a test can cut this server off. */
    public Options byAnotherUser() {
      database = database.byAnotherUser();
      return this;
    }

    public KeycloakServer start() {
      return KeycloakServer.start(this);
    }
  }

  /**
   * The server on PostgreSQL that all tests share; they keep to realms of their own. It is the
   * first node of a cluster, to which a test may add another.
   */
  public static KeycloakServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final KeycloakServer SERVER =
        RunningServer.find()
            .orElseGet(
                () ->
                    Options.on(KeycloakHome.of(Database.POSTGRES), Database.POSTGRES.lease())
                        .clustered()
                        .start());
  }

  /**
   * How another server is started on the database of this one, under its address and with its
   * registry key.
   */
  public Options besides(KeycloakHome home) {
    Options options = new Options(home, database);
    options.site = Optional.of(base);
    options.registryKey = registryKey;
    return options;
  }

  /** One that another process started, and ends. */
  static KeycloakServer attached(URI base, Path log, Database.Lease database, byte[] registryKey) {
    return new KeycloakServer(null, base, base, log, database, registryKey, log);
  }

  Path logFile() {
    return log;
  }

  private static KeycloakServer start(Options options) {
    try {
      String name = "keycloak-" + STARTED.incrementAndGet() + "-" + options.port;
      Path directory = Path.of(System.getProperty("guestbridge.keycloak.logs", "target/keycloak"));
      Files.createDirectories(directory);
      Path log = directory.resolve(name + ".log");
      URI address = URI.create("http://localhost:" + options.port);
      URI base = options.site.orElse(address);
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "start",
                  "--optimized",
                  "--http-enabled=true",
                  "--http-host=127.0.0.1",
                  "--http-port=" + options.port,
                  "--hostname=" + base,
                  "--log-level=INFO,org.guestbridge:debug"));
      Path key = directory.resolve(name + ".key");
      if (options.keyed) {
        arguments.add("--spi-guestbridge-registry--default--key-file=" + key.toAbsolutePath());
      }
      if (options.arguments.stream().noneMatch(each -> each.startsWith("--cache"))) {
        arguments.add("--cache=local");
      }
      arguments.addAll(options.database.options());
      arguments.addAll(options.arguments);
      ProcessBuilder builder = options.home.command(arguments).redirectOutput(log.toFile());
      builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
      builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
      Files.deleteIfExists(key);
      if (options.keyThere) {
        write(key, options.registryKey);
      }
      Process process = builder.start();
      KeycloakServer server =
          new KeycloakServer(
              process.toHandle(), address, base, log, options.database, options.registryKey, key);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws IOException {
    Instant deadline = Instant.now().plus(START_LIMIT);
    HttpRequest probe =
        HttpRequest.newBuilder(address.resolve("/realms/master"))
            .timeout(Duration.ofSeconds(5))
            .build();
    while (Instant.now().isBefore(deadline)) {
      if (!process.isAlive()) {
        throw new StartFailure("Keycloak ended", Files.readString(log));
      }
      try {
        if (HTTP.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (IOException notYet) {
        Thread.onSpinWait();
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    close();
    throw new StartFailure("Keycloak did not answer in time", Files.readString(log));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A server that did not come up. */
  public static final class StartFailure extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    StartFailure(String what, String log) {
      super(what + ":\n" + log);
    }
  }

  /** {@code http://localhost:PORT}; people and clients reach it there. */
  public URI base() {
    return base;
  }

  /** Where this node itself listens; the same as {@link #base} but for a further node. */
  public URI address() {
    return address;
  }

  /** The same address at this node. */
  public URI at(URI uri) {
    return URI.create(uri.toString().replace(base.toString(), address.toString()));
  }

  public AdminClient admin() {
    return new AdminClient(address);
  }

  /** What the server has logged so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** The tables, by another way than the server's. */
  public RegistryView registry() {
    return new RegistryView(database.dataSource(), RegistryKey.of(registryKey));
  }

  public Database.Lease database() {
    return database;
  }

  public byte[] registryKey() {
    return registryKey.clone();
  }

  /** Puts the registry key where the server looks for it. */
  public void writeKey() throws IOException {
    write(keyFile, registryKey);
  }

  /** Ends this server and nothing else. */
  @Override
  public void close() {
    if (process == null) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException stuck) {
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static void write(Path file, byte[] key) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
  }

  private static byte[] newKey() {
    byte[] key = new byte[RegistryKey.LENGTH];
    RANDOM.nextBytes(key);
    return key;
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
