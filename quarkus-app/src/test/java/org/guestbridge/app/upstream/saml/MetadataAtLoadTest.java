package org.guestbridge.app.upstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.saml.ProviderMetadata.entity;
import static org.guestbridge.app.upstream.saml.ProviderMetadata.key;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A document in the realm file that no login could use is refused with the realm file. */
class MetadataAtLoadTest {

  private static final String GOOD = entity(key("", Upstreams.IDP.certificate()));

  private static final String REALM =
      """
      realm: example
      publicUrl: https://sso.example.com
      domains: { alias: [guests.example.com] }
      mail: { handledBy: elsewhere }
      upstreams:
        partner:
          type: saml
          entityId: %s
          metadata: { document: '%s' }
      downstreams:
        atlassian:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/one
          acs: https://auth.atlassian.com/login/callback?connection=saml-one
      rules:
        - name: everyone
          refuse: { message: "Ask your contact." }
      """;

  private static List<String> problems(String document) {
    String realm = REALM.formatted(Messages.ISSUER, document);
    LoadResult result =
        new RealmLoader(name -> null, new MetadataRegistrations(Upstreams.clock()))
            .load(realm.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, Path.of("target"));
    return result.fold(
        loaded -> List.of(),
        rejected ->
            rejected.problems().stream()
                .map(problem -> problem.code().text() + " " + problem.pointer())
                .toList());
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of(Code.UPSTREAM_METADATA_KEYS, entity("")),
        Arguments.of(
            Code.UPSTREAM_METADATA_KEYS,
            entity(key("use=\"encryption\"", Upstreams.IDP.certificate()))),
        Arguments.of(
            Code.UPSTREAM_METADATA_INVALID, GOOD.replace(Messages.ISSUER, "https://x.example/")),
        Arguments.of(Code.XML_MALFORMED, GOOD.replace("</EntityDescriptor>", "")),
        Arguments.of(Code.XML_FORBIDDEN, "<!DOCTYPE a>" + GOOD));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void loadWhenNoLoginCouldUseTheDocumentThenRefused(Code code, String document) {
    assertThat(problems(document)).containsExactly(code.text() + " /upstreams/partner");
    assertThat(problems(GOOD)).isEmpty();
  }
}
