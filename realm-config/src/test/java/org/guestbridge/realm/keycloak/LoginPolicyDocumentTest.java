package org.guestbridge.realm.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.load.LoginPolicyLoader;
import org.guestbridge.realm.load.LoginPolicyResult;
import org.guestbridge.realm.load.Realms;
import org.guestbridge.realm.login.LoginPolicy;
import org.guestbridge.realm.login.LoginPolicy.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every upstream of every realm file comes back as it was. */
class LoginPolicyDocumentTest {

  static Stream<Path> files() throws IOException {
    try (Stream<Path> valid = Files.list(Realms.FIXTURES.resolve("valid"));
        Stream<Path> examples = Files.list(Path.of("examples"))) {
      return Stream.concat(valid, examples).filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void loadWhenWrittenThenTheSameDecisions(Path file) throws IOException {
    Realm realm = Realms.loaded(file);
    for (Upstream upstream : realm.upstreams().values()) {
      LoginPolicy policy = loaded(LoginPolicyDocument.of(tree(file), realm, upstream));
      assertThat(policy.realm()).isEqualTo(realm.id());
      assertThat(policy.upstream()).isEqualTo(upstream.name());
      assertThat(policy.rules().digest()).isEqualTo(realm.rules().digest());
      assertThat(policy.source()).isEqualTo(source(upstream));
      for (AccountKind kind : AccountKind.values()) {
        assertThat(policy.changedHumanPolicies().of(upstream.name(), kind))
            .isEqualTo(realm.changedHumanPolicies().of(upstream.name(), kind));
        assertThat(policy.changedHumanPolicies().of("another", kind))
            .isEqualTo(realm.changedHumanPolicies().of("another", kind));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void writeWhenSecretsAreKnownThenNoneIsInIt(Path file) throws IOException {
    Realm realm = Realms.loaded(file);
    for (Upstream upstream : realm.upstreams().values()) {
      assertThat(LoginPolicyDocument.of(tree(file), realm, upstream))
          .doesNotContain("canary", "BEGIN", "clientId", "credential", "certificate", "metadata")
          .doesNotContain("$", "\n");
    }
  }

  @Test
  void writeWhenExampleThenTheseMembers() throws IOException {
    Realm realm = Realms.loaded(Realms.EXAMPLE);
    JsonNode written =
        new YAMLMapper()
            .readTree(LoginPolicyDocument.of(tree(Realms.EXAMPLE), realm, realm.upstream()));
    assertThat(written.fieldNames())
        .toIterable()
        .containsExactly("realm", "upstream", "domains", "rules");
    assertThat(written.path("upstream"))
        .hasToString(
            "{\"name\":\"entra\",\"type\":\"entra-oidc\","
                + "\"tenant\":\"3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81\",\"idpClaimConfigured\":true,"
                + "\"changedHuman\":{\"external\":\"hold\",\"internal\":\"audit\"}}");
  }

  /** What addresses alone need is no part of a policy. */
  private static Source source(Upstream upstream) {
    if (upstream instanceof SamlUpstream saml) {
      return new Source.Saml(saml.kind(), saml.entityId());
    }
    OidcProvider provider = ((OidcUpstream) upstream).provider();
    if (provider instanceof OidcProvider.Entra entra) {
      return new Source.Oidc(entra.withGraph(Optional.empty()));
    }
    if (provider instanceof OidcProvider.B2c b2c) {
      return new Source.Oidc(
          new OidcProvider.B2c(
              b2c.authority(),
              b2c.tenant().toString(),
              b2c.tenant(),
              b2c.policies(),
              Optional.empty()));
    }
    return new Source.Oidc(provider);
  }

  private static LoginPolicy loaded(String document) {
    return LoginPolicyLoader.load(document)
        .fold(
            LoginPolicyResult.Loaded::policy,
            rejected -> {
              throw new AssertionError(rejected.problems().toString());
            });
  }

  private static JsonNode tree(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }
}
