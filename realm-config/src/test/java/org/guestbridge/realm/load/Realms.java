package org.guestbridge.realm.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlRegistration;

/** Realms and environments for tests. */
public final class Realms {

  public static final Path FIXTURES = Path.of("src/test/resources/realms");
  public static final Path EXAMPLE = Path.of("examples/entra-atlassian.yaml");

  public static final Function<String, String> ENVIRONMENT =
      Map.of(
              "ENTRA_CLIENT_SECRET", "canary-secret",
              "SCIM_TOKEN", "canary-token-of-at-least-32-characters",
              "ATLASSIAN_SCIM_KEY", "canary-key",
              "EMPTY", " ",
              "PUBLIC_URL", "https://sso.example.com",
              "TENANT", "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81",
              "CLIENT_ID", "6b5d2c1f-9a47-4f0e-9c3b-1e2d3c4b5a69")
          ::get;

  private Realms() {}

  public static LoadResult load(Path file) {
    return loader().load(file);
  }

  /** Reads metadata that are one word. */
  public static RealmLoader loader() {
    return new RealmLoader(ENVIRONMENT, Realms::registration);
  }

  /** Stands in for a reader of metadata: acts on a word. */
  private static SamlRegistration registration(String metadata) throws RefusalException {
    return switch (metadata.strip()) {
      case "plain" -> registration("https://jira.example.com/saml/acs", false, List.of());
      case "keys" -> registration("https://jira.example.com/saml/acs", false, List.of(key()));
      case "signs" -> registration("https://jira.example.com/saml/acs", true, List.of(key()));
      case "http" -> registration("http://jira.example.com/saml/acs", false, List.of());
      case "expired" -> throw new RefusalException(Code.SAML_METADATA_EXPIRED, "expired");
      default -> throw new RefusalException(Code.SAML_METADATA_INVALID, "several");
    };
  }

  private static SamlRegistration registration(
      String acs, boolean signs, List<X509Certificate> keys) {
    return new SamlRegistration(
        "https://jira.example.com/sp",
        List.of(new SamlRegistration.Consumer(0, URI.create(acs))),
        keys,
        keys.stream().findFirst(),
        Optional.empty(),
        signs,
        Optional.empty());
  }

  private static X509Certificate key() {
    try {
      return Pem.certificate(Files.readString(FIXTURES.resolve("pem/sp.pem"))).orElseThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static Realm loaded(Path file) {
    return load(file)
        .fold(
            LoadResult.Loaded::realm,
            rejected -> {
              throw new AssertionError(rejected.problems().toString());
            });
  }
}
