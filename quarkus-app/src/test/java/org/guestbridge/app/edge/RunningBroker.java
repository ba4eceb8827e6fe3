package org.guestbridge.app.edge;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SimulatedEntra;

/** A data directory, a key ring, a realm file and a simulated tenant for one broker. */
public final class RunningBroker implements QuarkusTestResourceLifecycleManager {

  /** The setting that tells a test where the simulated tenant is. */
  static final String ENTRA = "guestbridge-test.entra";

  /** What the tests of other brokers, which know no such address, are started with. */
  static final String UNSET = "http://unset.invalid";

  private static final URI CALLBACK =
      URI.create(SamlMessage.PUBLIC_URL + "/r/example/oidc/entra/callback");

  private SimulatedEntra entra;
  private Path directory;

  @Override
  public Map<String, String> start() {
    entra =
        SimulatedEntra.start(
            EntraSettings.defaults()
                .withRedirectUris(Set.of(CALLBACK))
                .withPostLogoutRedirectUris(Set.of(CALLBACK.resolve("logged-out"))));
    try {
      directory = Files.createTempDirectory("guestbridge-edge");
      Path data = directory.resolve("data");
      Files.createDirectory(
          data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      KeyRing.generate(
          KeyRingLocation.in(data, Map.of()),
          new RealmId("example"),
          KeySize.RSA_2048,
          InstantSource.system());
      Path secret = directory.resolve("client-secret");
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, EntraSettings.DEFAULT_CLIENT_SECRET);
      SigningKey sp = TestKeys.rsa(2048);
      Files.writeString(directory.resolve("sp.pem"), pem(sp));
      Files.write(directory.resolve("sp.key"), sp.privateKey().getEncoded());
      RealmFile realm = new RealmFile(directory.resolve("realm.yaml"), entra.authority());
      realm.restore();
      return Map.of(
          ENTRA,
          entra.authority().toString(),
          "guestbridge.data",
          data.toString(),
          "guestbridge.realm-file",
          realm.file().toString(),
          "guestbridge.reload-interval",
          "0.1s",
          "guestbridge.audited-refusals-per-minute",
          "100000");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RefusalException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    if (entra != null) {
      entra.close();
    }
    if (directory != null) {
      delete(directory);
    }
  }

  private static String pem(SigningKey key) throws CertificateEncodingException {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN CERTIFICATE-----\n"
        + lines.encodeToString(key.certificate().getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
