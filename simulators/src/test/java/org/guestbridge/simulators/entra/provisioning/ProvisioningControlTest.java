package org.guestbridge.simulators.entra.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.DomainState;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.ScimSettings;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.ManyPeople;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.junit.jupiter.api.Test;

/** A job and its tenant, controlled over HTTP, with people in numbers. */
class ProvisioningControlTest {
  @Test
  void controlsWhenUsedThenTheJobRunsAndPeopleChange() throws Exception {
    Map<String, DomainState> domains =
        Map.of("example.com", DomainState.VERIFIED, "partner.example", DomainState.UNVERIFIED);
    try (SimulatedEntra entra = SimulatedEntra.start(EntraSettings.defaults());
        SimulatedAtlassian atlassian =
            SimulatedAtlassian.start(AtlassianSettings.defaults().withDomains(domains))) {
      AtlassianScim scim = AtlassianScim.register(atlassian, ScimSettings.defaults());
      ManyPeople.add(entra.directory(), 30, 4);
      ProvisioningControl.route(
          entra,
          ProvisioningJob.of(
              entra, ProvisioningSettings.to(scim.base()), Bearer.secret(scim.keys().current())));
      assertThat(post(entra, "/provisioning/test", "")).isEqualTo("200 {\"wrong\":\"\"}");
      assertThat(post(entra, "/provisioning/cycle", "")).contains("\"CREATED\":30");
      assertThat(scim.groupCount()).isEqualTo(4);
      assertThat(scim.snapshot().users()).allMatch(user -> user.groups().size() == 2);
      assertThat(scim.mail().sent()).hasSize(10);
      assertThat(post(entra, "/directory", "person=many0&action=block")).startsWith("204");
      assertThat(post(entra, "/directory", "person=many1&action=soft-delete")).startsWith("204");
      assertThat(post(entra, "/provisioning/cycle", "")).contains("\"DISABLED\":2");
      assertThat(post(entra, "/provisioning/clock", "advance=P30D")).startsWith("204");
      assertThat(post(entra, "/provisioning/cycle", "")).contains("\"DELETED\":1");
      assertThat(post(entra, "/provisioning/drift", "")).contains("\"drifts\":[]");
      assertThat(post(entra, "/provisioning/on-demand", "person=many3")).contains("UNCHANGED");
      assertThat(post(entra, "/provisioning/restart", "full=true")).startsWith("204");
      assertThat(post(entra, "/provisioning/cycle", "")).contains("\"MATCHED\":28");
      assertThat(post(entra, "/directory", "person=many0&action=dance")).startsWith("400");
    }
  }

  private static String post(SimulatedEntra entra, String path, String form) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(entra.authority() + "/simulator" + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
