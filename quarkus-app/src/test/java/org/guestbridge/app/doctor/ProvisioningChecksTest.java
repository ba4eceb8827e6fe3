package org.guestbridge.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.doctor.Diagnosis.DIRECTORY_ADDRESS_UNKNOWN;
import static org.guestbridge.app.doctor.Diagnosis.DIRECTORY_KEY_REFUSED;
import static org.guestbridge.app.doctor.Diagnosis.DIRECTORY_KEY_UNDATED;
import static org.guestbridge.app.doctor.Diagnosis.DIRECTORY_OK;
import static org.guestbridge.app.doctor.Diagnosis.DIRECTORY_UNREACHABLE;
import static org.guestbridge.app.doctor.Diagnosis.GRAPH_APPLICATION_UNKNOWN;
import static org.guestbridge.app.doctor.Diagnosis.GRAPH_CREDENTIAL_REFUSED;
import static org.guestbridge.app.doctor.Diagnosis.GRAPH_DENIED;
import static org.guestbridge.app.doctor.Diagnosis.GRAPH_OK;
import static org.guestbridge.app.doctor.Diagnosis.GRAPH_UNREACHABLE;
import static org.guestbridge.app.doctor.Diagnosis.SCIM_SERVER_FOREIGN;
import static org.guestbridge.app.doctor.Diagnosis.SCIM_SERVER_OK;
import static org.guestbridge.app.doctor.Diagnosis.SCIM_SERVER_UNREACHABLE;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.ScimDirectory;
import org.guestbridge.realm.Secret;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.ScimFault;
import org.guestbridge.simulators.atlassian.scim.ScimSettings;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.GraphFault;
import org.guestbridge.simulators.entra.GraphPermission;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories that are filled, and channels that tell of people. */
class ProvisioningChecksTest {

  private static final BoundedHttp HTTP = BoundedHttp.create(HttpLimits.DOCUMENTS);

  @TempDir Path temporary;

  @Test
  void directoryWhenAskedThenWhatIsWrongIsSaidAndNeverTheKey() {
    try (SimulatedAtlassian atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults())) {
      AtlassianScim scim = AtlassianScim.register(atlassian, ScimSettings.defaults());
      URI base = scim.base();
      String key = scim.keys().current();
      assertThat(diagnoses(directory(base, key))).containsExactly(DIRECTORY_OK);
      List<Finding> refused = directory(base, "wrong-c4n4ry");
      assertThat(diagnoses(refused)).containsExactly(DIRECTORY_KEY_REFUSED);
      assertThat(refused.toString()).doesNotContain("c4n4ry");
      assertThat(diagnoses(directory(atlassian.base().resolve("/nothing"), key)))
          .containsExactly(DIRECTORY_ADDRESS_UNKNOWN);
      assertThat(afterFault(scim, ScimFault.TOO_MANY_REQUESTS, base, key))
          .isEqualTo(Diagnosis.DIRECTORY_BUSY);
      assertThat(afterFault(scim, ScimFault.HTML_ANSWER, base, key))
          .isEqualTo(Diagnosis.DIRECTORY_ANSWER_INVALID);
      assertThat(afterFault(scim, ScimFault.UNAVAILABLE_503, base, key))
          .isEqualTo(DIRECTORY_UNREACHABLE);
      assertThat(diagnoses(directory(base, key))).containsExactly(DIRECTORY_OK);
    }
  }

  private static Diagnosis afterFault(AtlassianScim scim, ScimFault fault, URI base, String key) {
    scim.faults().next(fault);
    return directory(base, key).get(0).diagnosis();
  }

  private static List<Finding> directory(URI base, String key) {
    ScimDirectory directory = new ScimDirectory(base, Secret.of(key), 10, Optional.empty());
    return new DirectoryCheck("atlassian", directory, HTTP).run();
  }

  @ParameterizedTest
  @CsvSource({
    "2027-02-01, DIRECTORY_KEY_OK",
    "2027-01-20, DIRECTORY_KEY_ENDING",
    "2026-11-28, DIRECTORY_KEY_PRESSING",
    "2026-11-21, DIRECTORY_KEY_EXPIRED"
  })
  void keyWhenItsLastDayIsNotedThenByHowMuchIsLeft(String day, Diagnosis expected) {
    assertThat(key("keyExpires: \"" + day + "\", ")).containsExactly(expected);
  }

  @Test
  void keyWhenItsLastDayIsNotNotedThenWarned() {
    assertThat(key("")).containsExactly(DIRECTORY_KEY_UNDATED);
    assertThat(DIRECTORY_KEY_UNDATED.severity()).isEqualTo(Severity.WARNING);
    Realm none = Realms.realm(temporary, UnaryOperator.identity());
    assertThat(new DirectoryKeyCheck(none, InstantSource.system()).run()).isEmpty();
  }

  private List<Diagnosis> key(String expires) {
    Realm realm =
        Realms.realm(
            temporary, text -> text.replace("    acs: ", directoryMember(expires) + "    acs: "));
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
    return diagnoses(new DirectoryKeyCheck(realm, clock).run());
  }

  private static String directoryMember(String expires) {
    return "    directory: { "
        + expires
        + "url: https://directory.example/scim/one, key: \"${file:client-secret}\" }\n";
  }

  @Test
  void graphWhenAskedThenTokenAndEachPermissionAreTried() throws Exception {
    SimulatedEntra entra = SimulatedEntra.start(EntraSettings.defaults());
    try {
      String known = EntraSettings.DEFAULT_CLIENT_ID;
      String secret = EntraSettings.DEFAULT_CLIENT_SECRET;
      assertThat(diagnoses(graph(entra, known, secret))).containsExactly(GRAPH_OK);
      assertThat(diagnoses(graph(entra, known, "wrong"))).containsExactly(GRAPH_CREDENTIAL_REFUSED);
      entra.graph().permissions(GraphPermission.GROUP_MEMBER_READ_ALL);
      List<Finding> denied = graph(entra, known, secret);
      assertThat(diagnoses(denied)).containsExactly(GRAPH_DENIED, GRAPH_DENIED);
      assertThat(denied.toString())
          .contains("User.Read.All", "Application.Read.All", "graph_denied")
          .doesNotContain("GroupMember.Read.All");
      entra.graph().permissions(GraphPermission.values());
      assertThat(diagnoses(graph(entra, "00000000-0000-4000-8000-00000000dead", secret)))
          .containsExactly(GRAPH_APPLICATION_UNKNOWN);
      entra.graph().faults().next(GraphFault.WRONG_SHAPE);
      assertThat(diagnoses(graph(entra, known, secret)))
          .containsExactly(Diagnosis.GRAPH_ANSWER_INVALID);
      entra.close();
      assertThat(diagnoses(graph(entra, known, secret))).containsExactly(GRAPH_UNREACHABLE);
    } finally {
      entra.close();
    }
  }

  private List<Finding> graph(SimulatedEntra entra, String application, String secret)
      throws Exception {
    String channel =
        """
        provisioning:
          channels:
            tenant:
              type: graph
              upstream: entra
              scope: assigned
              application: @application@
              ownDomains: [example.com]
              graphUrl: @entra@
              authority: @entra@
        rules:
        """
            .replace("@application@", application)
            .replace("@entra@", entra.authority().toString());
    URI nowhere = URI.create("https://nowhere.example");
    Path file =
        Realms.write(
            temporary,
            entra.authority(),
            nowhere,
            nowhere,
            text -> text.replace("rules:\n", channel));
    Files.writeString(temporary.resolve("client-secret"), secret);
    Realm realm = ((LoadResult.Loaded) Realms.load(file)).realm();
    return new GraphCheck(
            (GraphChannel) realm.channels().get("tenant"),
            (OidcUpstream) realm.upstreams().get("entra"),
            HTTP,
            InstantSource.system())
        .run();
  }

  @Test
  void scimServerWhenAskedWithoutATokenThenItHasToRefuseInItsOwnWords() {
    LoopbackServer proxy = LoopbackServer.bind(0, "proxy");
    try {
      AtomicReference<Response> answer =
          new AtomicReference<>(Response.jsonText(401, "{\"detail\":\"scim_unauthorized: No.\"}"));
      proxy.serve(
          request ->
              request.path().equals("/scim/example/v2/ServiceProviderConfig")
                  ? answer.get()
                  : Response.text(404, "not here"));
      assertThat(scimServer(proxy.base())).containsExactly(SCIM_SERVER_OK);
      answer.set(Response.jsonText(401, "{\"detail\":\"log in\"}"));
      assertThat(scimServer(proxy.base())).containsExactly(SCIM_SERVER_FOREIGN);
      answer.set(Response.jsonText(200, "{\"detail\":\"scim_unauthorized: No.\"}"));
      assertThat(scimServer(proxy.base())).containsExactly(SCIM_SERVER_FOREIGN);
    } finally {
      proxy.close();
    }
    assertThat(scimServer(proxy.base())).containsExactly(SCIM_SERVER_UNREACHABLE);
  }

  private List<Diagnosis> scimServer(URI base) {
    Realm realm =
        Realms.realm(
            temporary,
            text -> text.replace("publicUrl: https://nowhere.example", "publicUrl: " + base));
    return diagnoses(new ScimEndpointCheck(realm, HTTP).run());
  }

  private static List<Diagnosis> diagnoses(List<Finding> findings) {
    return Realms.diagnoses(findings);
  }
}
