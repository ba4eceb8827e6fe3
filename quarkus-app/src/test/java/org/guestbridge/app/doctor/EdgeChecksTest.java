package org.guestbridge.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.app.samlxml.MetadataContent;
import org.guestbridge.app.samlxml.MetadataWriter;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlAttributes;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers over HTTP besides OpenID providers: the broker, applications, SAML metadata. */
class EdgeChecksTest {

  private static final String METADATA = "/r/example/saml/metadata";

  @TempDir Path temporary;

  private final LoopbackServer server = LoopbackServer.bind(0, "edge");
  private final AtomicReference<Response> answer =
      new AtomicReference<>(Response.text(404, "not here"));
  private final BoundedHttp http = BoundedHttp.create(HttpLimits.DOCUMENTS);
  private KeyRingLocation ring;
  private X509Certificate active;

  @BeforeEach
  void start() throws Exception {
    ring = KeyRingLocation.in(temporary.resolve("data"), Map.of());
    RealmId realm = new RealmId("example");
    active =
        KeyRing.generate(ring, realm, KeySize.RSA_2048, InstantSource.system())
            .keys(realm)
            .active()
            .certificate();
    server.serve(request -> answer.get());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void publicUrlWhenTheBrokerAnswersWithTheActiveKeyThenOk() {
    answer.set(metadata(server.base() + METADATA, active));
    assertThat(publicUrl(server.base(), true)).isEqualTo(Diagnosis.PUBLIC_URL_OK);
  }

  @Test
  void publicUrlWhenItIsAnotherThenSaidWhich() {
    answer.set(metadata(server.base() + METADATA, TestKeys.STRANGER.certificate()));
    assertThat(publicUrl(server.base(), true)).isEqualTo(Diagnosis.PUBLIC_URL_OTHER_KEY);
    answer.set(metadata("https://other.example" + METADATA, active));
    assertThat(publicUrl(server.base(), true)).isEqualTo(Diagnosis.PUBLIC_URL_FOREIGN);
    answer.set(Response.text(404, "not here"));
    assertThat(publicUrl(server.base(), true)).isEqualTo(Diagnosis.PUBLIC_URL_FOREIGN);
  }

  @Test
  void publicUrlWhenNobodyListensThenSilentOrUnreachable() {
    server.close();
    assertThat(publicUrl(server.base(), true)).isEqualTo(Diagnosis.PUBLIC_URL_UNREACHABLE);
    assertThat(publicUrl(server.base(), false)).isEqualTo(Diagnosis.PUBLIC_URL_SILENT);
    assertThat(publicUrl(URI.create("https://no-such-host.invalid"), true))
        .isEqualTo(Diagnosis.PUBLIC_URL_UNRESOLVED);
  }

  @Test
  void downstreamWhenItAnswersOrNotThenSaid() {
    assertThat(downstream(server.base())).containsExactly(Diagnosis.DOWNSTREAM_OK);
    answer.set(Response.redirect("https://elsewhere.example/"));
    assertThat(downstream(server.base())).containsExactly(Diagnosis.DOWNSTREAM_OK);
    server.close();
    assertThat(downstream(server.base())).containsExactly(Diagnosis.DOWNSTREAM_UNREACHABLE);
    assertThat(downstream(URI.create("https://no-such-host.invalid")))
        .containsExactly(Diagnosis.DOWNSTREAM_UNRESOLVED);
  }

  @Test
  void samlUpstreamWhenMetadataAreGoodThenOkElseSaid() {
    Trust transport = new Trust.MetadataUrl(server.base().resolve("/m"), List.of());
    answer.set(metadata("https://idp.example", active));
    assertThat(saml(transport)).containsExactly(Diagnosis.UPSTREAM_METADATA_OK, Diagnosis.CLOCK_OK);

    answer.set(metadata("https://other.example", active));
    assertThat(saml(transport)).contains(Diagnosis.UPSTREAM_METADATA_INVALID);
    answer.set(metadata("https://idp.example", active));
    Trust signed = new Trust.MetadataUrl(server.base().resolve("/m"), List.of(active));
    assertThat(saml(signed)).contains(Diagnosis.UPSTREAM_METADATA_INVALID);
    server.close();
    assertThat(saml(transport)).containsExactly(Diagnosis.UPSTREAM_UNREACHABLE);
  }

  @Test
  void samlUpstreamWhenMetadataAreGivenThenTheirEndIsLookedAt() {
    String document = metadata("https://idp.example", active).body();
    assertThat(saml(new Trust.MetadataDocument(document)))
        .containsExactly(Diagnosis.UPSTREAM_METADATA_OK);
    assertThat(saml(new Trust.MetadataDocument(ending(document, 86_400 * 29))))
        .containsExactly(Diagnosis.UPSTREAM_METADATA_ENDING);
    assertThat(saml(new Trust.MetadataDocument(ending(document, 86_400 * 31))))
        .containsExactly(Diagnosis.UPSTREAM_METADATA_OK);
    assertThat(saml(new Trust.MetadataDocument(ending(document, -60))))
        .containsExactly(Diagnosis.UPSTREAM_METADATA_INVALID);
    assertThat(saml(new Trust.Pinned(URI.create("https://idp.example/sso"), List.of(active))))
        .containsExactly(Diagnosis.UPSTREAM_METADATA_PINNED);
  }

  private static String ending(String document, long seconds) {
    String until = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString();
    String edited = document.replace(" entityID=", " validUntil=\"" + until + "\" entityID=");
    assertThat(edited).isNotEqualTo(document);
    return edited;
  }

  private Diagnosis publicUrl(URI publicUrl, boolean runsHere) {
    List<Finding> findings =
        new PublicUrlCheck(
                realm(publicUrl, publicUrl), ring, runsHere, http, InstantSource.system())
            .run();
    return Realms.diagnoses(findings).get(0);
  }

  private List<Diagnosis> downstream(URI acs) {
    SamlServiceProvider downstream =
        (SamlServiceProvider)
            realm(URI.create("https://sso.example.com"), acs).downstreams().get("atlassian");
    return DownstreamCheck.of(downstream, http)
        .flatMap(check -> Realms.diagnoses(check.run()).stream())
        .toList();
  }

  private List<Diagnosis> saml(Trust trust) {
    SamlUpstream upstream =
        new SamlUpstream(
            "idp",
            new SamlUpstream.Kind.Generic(Optional.empty(), SamlAttributes.DEFAULTS),
            "https://idp.example",
            trust,
            false,
            Optional.empty(),
            false,
            true,
            ChangedHuman.DEFAULTS,
            HomeRealm.UNSPECIFIED);
    return Realms.diagnoses(new SamlUpstreamCheck(upstream, http, InstantSource.system()).run());
  }

  private Realm realm(URI publicUrl, URI acs) {
    return Realms.realm(
        temporary,
        text ->
            text.replace("publicUrl: https://nowhere.example", "publicUrl: " + publicUrl)
                .replace("acs: https://nowhere.example", "acs: " + acs));
  }

  private static Response metadata(String entityId, X509Certificate certificate) {
    return Response.text(
        200,
        MetadataWriter.write(
            new MetadataContent(
                entityId,
                "https://idp.example/sso",
                Optional.empty(),
                List.of(certificate),
                false,
                List.of("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"))));
  }
}
