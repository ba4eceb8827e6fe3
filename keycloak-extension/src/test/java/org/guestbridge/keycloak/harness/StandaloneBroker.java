package org.guestbridge.keycloak.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.simulators.entra.EntraSettings;

/**
 * The standalone broker as it is shipped, in a process of its own, with the realm, the database and
 * the registry key of a Keycloak.
 */
public final class StandaloneBroker implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final KeycloakSite site;
  private final Path data;
  private final URI base = URI.create("http://localhost:" + KeycloakServer.freePort());
  private final int managementPort = KeycloakServer.freePort();
  private final X509Certificate certificate;
  private final Process process;

  private StandaloneBroker(KeycloakSite site, Path data) throws IOException, InterruptedException {
    this.site = site;
    this.data = data;
    shareRegistryKey();
    this.certificate = certificate(run("keys", "export"));
    Files.writeString(data.resolve("realm.yaml"), site.realmFile(base));
    this.process = process(serveCommand());
    awaitReady();
  }

  /**
   * Starts a broker.
   *
   * @param data an empty directory, which becomes its data directory
   */
  public static StandaloneBroker besides(KeycloakSite site, Path data)
      throws IOException, InterruptedException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    return new StandaloneBroker(site, data);
  }

  /**
   * Makes a key ring whose registry key is Keycloak's; the command that exports it for a Keycloak
   * has to agree.
   */
  private void shareRegistryKey() throws IOException, InterruptedException {
    run("keys", "generate", "--realm", site.realm().value());
    Path ring = data.resolve("keyring.p12");
    char[] password = Files.readString(data.resolve("keyring.password")).strip().toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(Files.readAllBytes(ring)), password);
      store.setKeyEntry(
          "registry", new SecretKeySpec(site.server().registryKey(), "AES"), password, null);
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      store.store(changed, password);
      Files.write(ring, changed.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    Path exported = data.resolve("registry.key");
    run("keys", "export", "--registry-key-to", exported.toString());
    byte[] key = Base64.getDecoder().decode(Files.readString(exported).strip());
    if (!Arrays.equals(key, site.server().registryKey())) {
      throw new AssertionError("the exported registry key is not Keycloak's");
    }
  }

  private List<String> serveCommand() {
    List<String> command = new ArrayList<>(List.of("serve"));
    command.addAll(List.of("--realm", data.resolve("realm.yaml").toString()));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of("--port", Integer.toString(base.getPort())));
    command.addAll(List.of("--management-port", Integer.toString(managementPort)));
    command.addAll(List.of("--db-url", site.server().database().url(), "--db-user", "postgres"));
    return command;
  }

  private Process process(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    command.add(jar().toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("err.log").toFile()));
    if (arguments.contains("serve")) {
      builder.redirectOutput(data.resolve("out.log").toFile());
    }
    builder.environment().put("GUESTBRIDGE_DB_MIGRATE", "false");
    builder.environment().put("GUESTBRIDGE_DB_PASSWORD", "postgres");
    builder.environment().put(KeycloakSite.SECRET_VARIABLE, EntraSettings.DEFAULT_CLIENT_SECRET);
    return builder.start();
  }

  private static Path jar() {
    Path jar = Path.of(System.getProperty("guestbridge.app"));
    if (!Files.exists(jar)) {
      throw new IllegalStateException("build quarkus-app first: there is no " + jar);
    }
    return jar;
  }

  private void awaitReady() throws IOException, InterruptedException {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
            .timeout(Duration.ofSeconds(20))
            .build();
    Instant deadline = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(deadline) && process.isAlive()) {
      try {
        if (HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // Not listening yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    close();
    throw new IllegalStateException("no broker: " + Files.readString(data.resolve("err.log")));
  }

  /** Runs another command of the broker to its end, which must be a success; what it wrote. */
  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--data", data.toString()));
    Process running = process(command);
    try (InputStream out = running.getInputStream()) {
      String written = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (running.waitFor() != 0) {
        throw new AssertionError(command + ": " + Files.readString(data.resolve("err.log")));
      }
      return written;
    }
  }

  /** Gives an order about the binding that has {@code address}, at the command line. */
  public void order(String action, String address) throws IOException, InterruptedException {
    run("aliases", action, address);
  }

  /** Makes this broker the application's identity provider. */
  public void introduce() {
    URI realm = URI.create(base + "/r/" + site.realm() + "/");
    site.atlassian()
        .configureIdentityProvider(
            realm.resolve("saml/metadata").toString(), realm.resolve("saml/sso"), certificate);
  }

  /** A browser that no Keycloak stands behind. */
  public Browser browser() {
    return new Browser(site, UnaryOperator.identity());
  }

  private static X509Certificate certificate(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends this broker and nothing else. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
