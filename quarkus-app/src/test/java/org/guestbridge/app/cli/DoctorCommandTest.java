package org.guestbridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.app.doctor.DnsResponder;
import org.guestbridge.app.doctor.Realms;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Fault;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  private static final String TOKEN =
      """
      {"tid":"%s","oid":"00000000-0000-4000-8000-000000000001",
       "idp":"https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/",
       "email":"jo.c4n4ry@partner.example","acct":1}
      """
          .formatted(EntraSettings.DEFAULT_TENANT);

  @TempDir Path temporary;

  private final SimulatedEntra entra = SimulatedEntra.start(EntraSettings.defaults());
  private final LoopbackServer application = LoopbackServer.bind(0, "application");
  private DnsResponder dns;
  private Path file;
  private Path data;

  @BeforeEach
  void start() throws Exception {
    application.serve(request -> Response.text(404, "not here"));
    dns = new DnsResponder();
    dns.mx("guests.example.com", "mail.example.com")
        .txt("guests.example.com", "atlassian-domain-verification=one");
    // Nobody listens on port 1: the broker does not run yet.
    file =
        Realms.write(
            temporary, entra.authority(), URI.create("http://127.0.0.1:1"), application.base());
    data = Files.createDirectory(temporary.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Run.of("keys", "generate", "--realm", "example", "--data", data.toString());
  }

  @AfterEach
  void stop() {
    dns.close();
    application.close();
    entra.close();
  }

  @Test
  void doctorWhenNothingIsWrongThenZeroAndGroupedText() {
    Run run = doctor();
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .containsSubsequence(
            "Realm file\n",
            "Upstreams\n",
            "  ok       upstream_keys_ok  entra: ",
            "Keys and certificates\n",
            "Alias domains\n",
            "Database\n  WARNING  database_absent",
            "           -> The first start of the broker makes it",
            "This machine\n",
            "Broker\n  WARNING  public_url_silent",
            "Downstreams\n",
            " ok, ",
            " warnings, 0 errors\n");
  }

  @Test
  void doctorWhenSomethingIsWrongThenOneAndJsonSaysWhat() throws Exception {
    entra.faults().untilCleared(Fault.DISCOVERY_ISSUER_MISMATCH);
    Run run = doctor("--json");
    assertThat(run.exit()).isEqualTo(1);
    JsonNode document = run.json();
    assertThat(document.at("/realm").asText()).isEqualTo("example");
    assertThat(document.at("/summary/errors").asInt()).isEqualTo(1);
    JsonNode wrong = finding(document, "upstream_discovery_invalid");
    assertThat(wrong.at("/severity").asText()).isEqualTo("error");
    assertThat(wrong.at("/part").asText()).isEqualTo("upstreams");
    assertThat(wrong.at("/subject").asText()).isEqualTo("entra");
    assertThat(wrong.at("/remedy").asText()).isNotEmpty();
  }

  @Test
  void doctorWhenGivenATokenThenComparesAndShowsNoValue() throws Exception {
    Path token = Files.writeString(temporary.resolve("token.json"), TOKEN);
    for (List<String> format : List.of(List.of("--token"), List.of("--json", "--token"))) {
      String[] arguments = new String[format.size() + 1];
      format.toArray(arguments);
      arguments[format.size()] = token.toString();
      Run run = doctor(arguments);
      assertThat(run.out()).contains("token_released", "token_account_proven");
      assertThat(run.out() + run.err())
          .doesNotContain("c4n4ry")
          .doesNotContain(Realms.SECRET)
          .doesNotContain("9d2e7f40");
    }
  }

  @Test
  void doctorWhenTheRealmFillsADirectoryThenItAndItsKeyAreLookedAt() throws Exception {
    String directory =
        "directory: { url: " + application.base() + ", key: \"${file:client-secret}\" }\n    acs: ";
    Files.writeString(file, Files.readString(file).replace("acs: ", directory));
    JsonNode document = doctor("--json").json();
    assertThat(finding(document, "directory_address_unknown").at("/part").asText())
        .isEqualTo("provisioning");
    assertThat(finding(document, "directory_key_undated").at("/subject").asText())
        .isEqualTo("atlassian");
    assertThat(doctor("--offline", "--json").out())
        .contains("directory_key_undated")
        .doesNotContain("directory_address_unknown");
  }

  @Test
  void doctorWhenOfflineThenNobodyIsAsked() throws Exception {
    entra.close();
    dns.close();
    Run run = doctor("--offline", "--json");
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.json().at("/offline").asBoolean()).isTrue();
    assertThat(run.json().findValuesAsText("part"))
        .doesNotContain("upstreams", "domains", "broker", "downstreams");
  }

  @Test
  void doctorWhenRealmIsBadThenItsProblemsAndTheRestGoesOn() throws Exception {
    Files.writeString(file, "realm: example\n");
    Run run = doctor("--json");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().findValuesAsText("id")).contains("realm_problem", "key_ring_ok");
    assertThat(run.json().has("realm")).isFalse();
  }

  @Test
  void doctorWhenItCannotRunThenTwo() {
    assertThat(Run.of("doctor", temporary.resolve("none").toString()).exit()).isEqualTo(2);
    assertThat(doctor("--token", temporary.resolve("none").toString()).exit()).isEqualTo(2);
    assertThat(doctor("--dns-server", "a b").exit()).isEqualTo(2);
    assertThat(Run.of("doctor", "--help").out()).contains("  guestbridge doctor");
  }

  private static JsonNode finding(JsonNode document, String id) {
    for (JsonNode each : document.at("/findings")) {
      if (each.at("/id").asText().equals(id)) {
        return each;
      }
    }
    throw new AssertionError("no finding " + id + " in " + document);
  }

  private Run doctor(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("doctor", file.toString(), "--data", data.toString()));
    if (!List.of(more).contains("--dns-server")) {
      arguments.addAll(List.of("--dns-server", dns.server()));
    }
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(new String[0]));
  }
}
