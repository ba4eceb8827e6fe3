package org.guestbridge.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/**
 * The directory of one demonstration: key ring, client secret and realm file, gone when it is over.
 */
final class DemoSite implements AutoCloseable {

  static final RealmId REALM = new RealmId("demo");

  private final Path directory;
  private final String clientSecret;

  private DemoSite(Path directory, String clientSecret) {
    this.directory = directory;
    this.clientSecret = clientSecret;
  }

  /** A new directory that only this user may read, with keys of its own. */
  static DemoSite create() throws IOException, RefusalException {
    Path directory =
        Files.createTempDirectory(
            "guestbridge-demo",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    DemoSite site = new DemoSite(directory, Base64.getUrlEncoder().encodeToString(random));
    KeyRing ring = KeyRing.generate(site.keys(), REALM, KeySize.RSA_2048, Clock.systemUTC());
    site.write("idp.pem", ring.keys(REALM).active().certificatePem());
    site.write("client-secret", site.clientSecret);
    return site;
  }

  /** A port that was free a moment ago, on the loopback interface. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Path directory() {
    return directory;
  }

  Path realmFile() {
    return directory.resolve("realm.yaml");
  }

  Path certificate() {
    return directory.resolve("idp.pem");
  }

  String clientSecret() {
    return clientSecret;
  }

  /** Writes the realm that brokers between the simulators. */
  void writeRealm(String publicUrl, SimulatorProcess simulators) throws IOException {
    String template;
    try (var in = DemoSite.class.getResourceAsStream("realm.yaml")) {
      if (in == null) {
        throw new IOException("the realm template is missing");
      }
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String text = template;
    for (Map.Entry<String, String> value :
        Map.of(
                "@publicUrl@", publicUrl,
                "@tenant@", simulators.tenant(),
                "@clientId@", simulators.clientId(),
                "@authority@", simulators.authority().toString(),
                "@entityId@", simulators.entityId(),
                "@acs@", simulators.assertionConsumerService(),
                "@product@", simulators.product().toString())
            .entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    write("realm.yaml", text);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KeyRingLocation keys() {
    return KeyRingLocation.in(directory, Map.of());
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }
}
