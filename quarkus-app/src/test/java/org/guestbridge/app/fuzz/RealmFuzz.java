package org.guestbridge.app.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;

/**
 * The realm file. What loads has disjoint domains and rules, and loads again to the same; what does
 * not names problems with places and sentences.
 */
final class RealmFuzz implements FuzzTarget {

  private static final Path REALM_CONFIG = Path.of("../realm-config").toAbsolutePath().normalize();
  private static final Path FIXTURES = REALM_CONFIG.resolve("src/test/resources/realms");

  private static final RealmLoader LOADER =
      new RealmLoader(
          name -> name.equals("ENTRA_CLIENT_SECRET") ? "secret" : null,
          new MetadataRegistrations(InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"))));

  private final DocumentFormat format;

  RealmFuzz(DocumentFormat format) {
    this.format = format;
  }

  /** The realm of the examples. */
  static Realm example() throws Exception {
    return load(
        Files.readAllBytes(REALM_CONFIG.resolve("examples/entra-atlassian.yaml")),
        DocumentFormat.YAML);
  }

  @Override
  public List<byte[]> seeds() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    if (format == DocumentFormat.JSON) {
      seeds.add(JSON.getBytes(StandardCharsets.UTF_8));
    }
    seeds.add(Files.readAllBytes(REALM_CONFIG.resolve("examples/entra-atlassian.yaml")));
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String extension = format == DocumentFormat.JSON ? ".json" : ".yaml";
        if (file.toString().endsWith(extension)) {
          seeds.add(Files.readAllBytes(file));
        }
      }
    }
    return seeds;
  }

  @Override
  public void read(byte[] input) throws Exception {
    Realm realm = load(input, format);
    AddressDomains domains = realm.domains();
    Require.that(
        Collections.disjoint(domains.alias(), domains.passThrough()), "domains are disjoint");
    Require.that(realm.publicUrl().isAbsolute(), "the public URL is absolute");
    Require.that(!realm.rules().rules().isEmpty(), "there is a rule");
    for (Downstream downstream : realm.downstreams().values()) {
      Require.that(!downstream.name().isEmpty(), "every downstream has a name");
    }
    Require.that(
        load(input, format).rules().digest().equals(realm.rules().digest()),
        "the rules load the same again");
  }

  private static Realm load(byte[] input, DocumentFormat format) throws RefusalException {
    LoadResult result = LOADER.load(input, format, FIXTURES.resolve("pem"));
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.realm();
    }
    List<Problem> problems = ((LoadResult.Rejected) result).problems();
    problems.forEach(RealmFuzz::requireUsable);
    throw new RefusalException(problems.get(0).code(), problems.get(0).detail());
  }

  static void requireUsable(Problem problem) {
    Require.that(!problem.detail().isBlank(), "a problem has a sentence");
    Require.that(
        problem.pointer().isEmpty() || problem.pointer().startsWith("/"),
        "a problem's place is a JSON pointer");
  }

  private static final String JSON =
      """
      {"realm":"example","publicUrl":"https://sso.example.com","mail":{"handledBy":"elsewhere"},
       "domains":{"passThrough":["example.com"],"alias":["guests.example.com"]},
       "upstreams":{"entra":{"type":"entra-oidc","tenant":"3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81",
         "clientId":"6b5d2c1f-9a47-4f0e-9c3b-1e2d3c4b5a69",
         "credential":{"secret":"${env:ENTRA_CLIENT_SECRET}"}}},
       "downstreams":{"atlassian":{"type":"atlassian-saml",
         "entityId":"https://auth.atlassian.com/saml/0a1b",
         "acs":"https://auth.atlassian.com/login/callback?connection=saml-0a1b"}},
       "rules":[{"name":"employees","when":{"account":"internal"},"passThrough":{"address":"upn"}},
         {"name":"guests","when":{"account":"external"},"alias":
           {"local":"{mail.local}_{mail.domain}","domain":"guests.example.com",
            "onCollision":"suffix"}}]}
      """;
}
