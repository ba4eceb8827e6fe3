package org.guestbridge.app.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SimulatedEntra;

/** Everything around one broker: both simulators, its data directory and its realm file. */
final class Site implements AutoCloseable {

  static final String CLIENT_SECRET = "s3cret-of-the-client-c4n4ry";

  /** The home tenant of the guests whom tests invite. */
  static final String HOME_IDP = "https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/";

  static final RealmId REALM = new RealmId("flows");

  /** A further realm with the same tenant and application, which people begin at the broker. */
  static final RealmId SECOND = new RealmId("second");

  private final AtomicInteger versions = new AtomicInteger();
  private final Path directory;
  private final int port = freePort();
  private final int managementPort = freePort();
  private final SimulatedEntra entra;
  private final SimulatedAtlassian atlassian;

  private Site(Path directory) throws IOException {
    this.directory = directory;
    this.entra =
        SimulatedEntra.start(
            EntraSettings.defaults()
                .withClient(EntraSettings.DEFAULT_CLIENT_ID, Optional.of(CLIENT_SECRET)));
    this.atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults());
  }

  static Site create() throws IOException, RefusalException {
    Path directory =
        Files.createTempDirectory(
            "guestbridge-flows",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Site site = new Site(directory);
    KeyRing ring =
        KeyRing.generate(
            KeyRingLocation.in(directory, Map.of()),
            REALM,
            KeySize.RSA_2048,
            InstantSource.system());
    site.atlassian.configureIdentityProvider(
        site.publicUrl() + "/r/" + REALM + "/saml/metadata",
        site.sso(),
        ring.keys(REALM).active().certificate());
    site.write("client-secret", CLIENT_SECRET);
    site.writeRealm(UnaryOperator.identity());
    return site;
  }

  Map<String, String> settings() {
    return Map.of(
        "guestbridge.realm-file", directory.resolve("realm.yaml").toString(),
        "guestbridge.data", directory.toString(),
        "guestbridge.port", Integer.toString(port),
        "guestbridge.management-port", Integer.toString(managementPort),
        "guestbridge.reload-interval", "1s",
        "guestbridge.pull-interval", "1s",
        "guestbridge.audited-refusals-per-minute", "10000",
        "quarkus.http.test-port", Integer.toString(port),
        "quarkus.management.test-port", Integer.toString(managementPort));
  }

  SimulatedEntra entra() {
    return entra;
  }

  SimulatedAtlassian atlassian() {
    return atlassian;
  }

  Path directory() {
    return directory;
  }

  URI sso() {
    return URI.create(publicUrl() + "/r/" + REALM + "/saml/sso");
  }

  URI callback() {
    return URI.create(publicUrl() + "/r/" + REALM + "/oidc/entra/callback");
  }

  URI management() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  /** A key and a file for {@link #SECOND}. */
  void addSecondRealm() throws IOException, RefusalException {
    KeyRing.generate(
        KeyRingLocation.in(directory, Map.of()), SECOND, KeySize.RSA_2048, InstantSource.system());
    writeSecondRealm(UnaryOperator.identity());
  }

  Path secondRealmFile() {
    return directory.resolve("second.yaml");
  }

  /** A new version of the second realm's file, edited from the same template. */
  void writeSecondRealm(UnaryOperator<String> edit) throws IOException {
    writeRealm(
        "second.yaml",
        text ->
            edit.apply(
                text.replace("realm: flows", "realm: " + SECOND)
                    .replace(
                        "type: atlassian-saml", "type: atlassian-saml\n    idpInitiated: {}")));
  }

  /** A new version of the realm file, edited from the template. */
  void writeRealm(UnaryOperator<String> edit) throws IOException {
    writeRealm("realm.yaml", edit);
  }

  private void writeRealm(String name, UnaryOperator<String> edit) throws IOException {
    String text;
    try (InputStream in = Site.class.getResourceAsStream("realm.yaml")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> value :
        Map.of(
                "@publicUrl@", publicUrl(),
                "@tenant@", EntraSettings.DEFAULT_TENANT.toString(),
                "@clientId@", EntraSettings.DEFAULT_CLIENT_ID,
                "@authority@", entra.authority().toString(),
                "@entityId@", atlassian.entityId(),
                "@acs@", atlassian.assertionConsumerService().toString(),
                "@product@", atlassian.product().toString())
            .entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    write(name, edit.apply(text) + "\n# version " + versions.incrementAndGet() + "\n");
  }

  /** An Entra guest of her own, whose mail is {@code mail}. */
  Person invite(String mail) {
    return invite(mail, List.of());
  }

  /** The same, in these groups of the tenant. */
  Person invite(String mail, List<UUID> groups) {
    String key = "guest-" + UUID.randomUUID();
    Person guest =
        Person.person(key, PersonKind.ENTRA_GUEST, UUID.randomUUID().toString())
            .displayName("Gwen Guest")
            .names("Gwen", "Guest")
            .preferredUsername(mail)
            .email(mail)
            .idp(HOME_IDP)
            .acct(1)
            .groups(groups)
            .build();
    entra.directory().add(guest);
    return guest;
  }

  @Override
  public void close() throws IOException {
    entra.close();
    atlassian.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private String publicUrl() {
    return "http://localhost:" + port;
  }

  /** Replaces a file beside the realm file in one step. */
  void write(String name, String text) throws IOException {
    Path file = Files.createTempFile(directory, name, ".new");
    Files.writeString(file, text);
    Files.move(file, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
