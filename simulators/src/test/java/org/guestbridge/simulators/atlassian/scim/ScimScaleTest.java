package org.guestbridge.simulators.atlassian.scim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.Test;

/** A directory of the size that a large organization has, without the network between. */
class ScimScaleTest {
  private static final int USERS = 100_000;
  private static final int GROUPS = 2_000;

  @Test
  void directoryWhenLargeThenStillQuickAndComplete() throws Exception {
    try (SimulatedAtlassian atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults())) {
      AtlassianScim scim = AtlassianScim.register(atlassian, ScimSettings.defaults());
      long before = System.nanoTime();
      List<String> ids = new ArrayList<>();
      for (int number = 0; number < USERS; number++) {
        String body = ScimClient.user("u" + number + "@guests.example.com", "oid-" + number);
        ids.add(
            ScimClient.JSON.readTree(send(scim, atlassian, "/Users", body)).path("id").asText());
      }
      for (int number = 0; number < GROUPS; number++) {
        List<String> members = new ArrayList<>();
        for (int member = 0; member < 50; member++) {
          members.add(ids.get((number * 50 + member) % USERS));
        }
        send(
            scim,
            atlassian,
            "/Groups",
            ScimClient.group("Group " + number, members.toArray(String[]::new)));
      }
      DirectorySnapshot snapshot = scim.snapshot();
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      assertThat(snapshot.users()).hasSize(USERS);
      assertThat(snapshot.groups()).hasSize(GROUPS);
      assertThat(snapshot.users()).allMatch(user -> user.groups().size() == 1);
      assertThat(scim.counters().deliveries()).hasSize(USERS + GROUPS);
      assertThat(took).isLessThan(Duration.ofMinutes(3));
    }
  }

  private static String send(
      AtlassianScim scim, SimulatedAtlassian atlassian, String path, String body) {
    Headers headers = new Headers();
    headers.set("Authorization", "Bearer " + scim.keys().current());
    headers.set("Content-Type", "application/scim+json");
    Response response =
        atlassian
            .routes()
            .handle(
                new Request("POST", scim.base().getPath() + path, Form.empty(), "", headers, body));
    assertThat(response.status()).isEqualTo(201);
    return response.body();
  }
}
