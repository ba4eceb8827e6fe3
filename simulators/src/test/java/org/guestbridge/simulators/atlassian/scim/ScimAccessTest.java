package org.guestbridge.simulators.atlassian.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.simulators.atlassian.scim.ScimClient.user;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.Switch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, limits, faults and the controls of another process. */
class ScimAccessTest {
  private SimulatedAtlassian atlassian;
  private AtlassianScim scim;
  private ScimClient client;

  @BeforeEach
  void start() {
    atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults());
    scim = AtlassianScim.register(atlassian, ScimSettings.defaults());
    client = new ScimClient(scim);
  }

  @AfterEach
  void stop() {
    atlassian.close();
  }

  @Test
  void keyWhenMissingWrongOrForAnotherDirectoryThenRefused() throws Exception {
    assertThat(client.get("/Users").status()).isEqualTo(200);
    ScimClient.Answer missing = client.send("GET", "/Users", "", "");
    assertThat(missing.status()).isEqualTo(401);
    assertThat(missing.body().path("error").asText()).isEqualTo("Unauthorized");
    assertThat(missing.body().path("traceId").asText()).hasSize(32);
    assertThat(client.send("GET", "/Users", "", "Bearer other").status()).isEqualTo(401);
    assertThat(client.get(atlassian.base() + "/scim/directory/other/Users").status())
        .isEqualTo(403);
    atlassian.organization().switches().turnOn(Switch.SCIM_WRONG_KEY_IS_FORBIDDEN);
    assertThat(client.send("GET", "/Users", "", "Bearer other").status()).isEqualTo(403);
    assertThat(client.send("GET", "/Users", "", "").status()).isEqualTo(401);
  }

  @Test
  void keyWhenAYearHasPassedThenDeadAndARegeneratedOneLives() throws Exception {
    String old = scim.keys().current();
    scim.clock().advance(Duration.ofDays(364));
    assertThat(client.get("/Users").status()).isEqualTo(200);
    scim.clock().advance(Duration.ofDays(1).plusSeconds(1));
    assertThat(client.get("/Users").status()).isEqualTo(401);
    scim.keys().regenerate();
    assertThat(client.get("/Users").status()).isEqualTo(200);
    assertThat(client.send("GET", "/Users", "", "Bearer " + old).status()).isEqualTo(401);
  }

  @Test
  void rateWhenExceededThenToldWhenToComeBack() throws Exception {
    scim.rate().perSecond(0.001, Duration.ofSeconds(9));
    assertThat(client.get("/Users").status()).isEqualTo(200);
    ScimClient.Answer refused = client.get("/Users");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.http().headers().firstValue("Retry-After")).contains("9");
    scim.rate().unlimited();
    assertThat(client.get("/Users").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(ScimFault.class)
  void faultWhenOrderedThenHappensOnceAndDoesWhatItSays(ScimFault fault) throws Exception {
    scim.faults().delay(Duration.ofMillis(300)).next(fault);
    long before = System.nanoTime();
    String observed;
    try {
      ScimClient.Answer answer = client.create(user("jane@example.com", "oid-1"));
      observed = answer.status() + (answer.id().isEmpty() ? "" : " user");
    } catch (IOException reset) {
      observed = "reset";
    }
    boolean slow = System.nanoTime() - before > 290_000_000L;
    String expected =
        switch (fault) {
          case TOO_MANY_REQUESTS -> "429, 0";
          case ERROR_500 -> "500, 0";
          case UNAVAILABLE_503 -> "503, 0";
          case UNAUTHORIZED -> "401, 0";
          case FORBIDDEN -> "403, 0";
          case BAD_REQUEST -> "400, 0";
          case RESET_BEFORE -> "reset, 0";
          case RESET_AFTER_WRITE -> "reset, 1";
          case ERROR_500_AFTER_WRITE -> "500, 1";
          case SLOW, TRUNCATED_JSON -> "201 user, 1";
          case HTML_ANSWER -> "200, 0";
        };
    assertThat(observed + ", " + scim.userCount()).isEqualTo(expected);
    assertThat(slow || fault != ScimFault.SLOW).isTrue();
    // A truncated answer is a 200's; a creation can't take it.
    assertThat(scim.faults().pending().isEmpty()).isEqualTo(fault != ScimFault.TRUNCATED_JSON);
    scim.faults().clear();
    assertThat(client.get("/Users").status()).isEqualTo(200);
  }

  @Test
  void faultWhenAtRandomThenAboutSoOften() throws Exception {
    scim.faults().seed(7).atRandom(ScimFault.UNAVAILABLE_503, 0.5);
    for (int request = 0; request < 200; request++) {
      client.get("/Users?count=0");
    }
    assertThat(scim.counters().answersWithStatus(503)).isBetween(60L, 140L);
    assertThat(scim.faults().happened().get(ScimFault.UNAVAILABLE_503))
        .isEqualTo(scim.counters().answersWithStatus(503));
  }

  @Test
  void controlsWhenUsedOverHttpThenDoTheSame() throws Exception {
    client.create(user("jane@example.com", "oid-1"));
    assertThat(control("GET", "/state.json", "")).startsWith("200").contains("\"users\":1");
    assertThat(control("GET", "/users.json", "")).contains("oid-1", "\"deliveries\":1");
    assertThat(control("GET", "/groups.json", "")).contains("\"total\":0");
    assertThat(control("POST", "/fault", "fault=ERROR_500")).startsWith("204");
    assertThat(client.get("/Users").status()).isEqualTo(500);
    assertThat(control("POST", "/fault", "fault=NONE")).startsWith("400");
    assertThat(control("POST", "/rate", "perSecond=0.001&retryAfter=3")).startsWith("204");
    assertThat(client.get("/Users").status()).isEqualTo(200);
    assertThat(client.get("/Users").status()).isEqualTo(429);
    assertThat(control("POST", "/rate", "")).startsWith("204");
    assertThat(control("POST", "/clock", "advance=P366D")).startsWith("204");
    assertThat(client.get("/Users").status()).isEqualTo(401);
    assertThat(control("POST", "/key", "")).contains("ATSCIM");
    assertThat(client.get("/Users").status()).isEqualTo(200);
    assertThat(control("POST", "/mail", "action=bounce&address=jane@example.com"))
        .startsWith("204");
    assertThat(control("POST", "/notify", "email=jane@example.com")).contains("BOUNCED");
    assertThat(control("GET", "/mail.json", "")).contains("\"suppressed\":[\"jane@example.com\"]");
    assertThat(control("GET", "/log.json", "")).startsWith("200");
    atlassian.reset();
    assertThat(scim.userCount()).isZero();
  }

  private String control(String method, String path, String form) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(atlassian.base() + "/admin/scim" + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
