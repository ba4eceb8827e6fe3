package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Application tokens, the groups of a user, and every fault of Graph. */
class SimulatedGraphTest {
  private SimulatedEntra entra;
  private OidcClient client;

  @BeforeEach
  void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    client = new OidcClient(entra);
  }

  @AfterEach
  void stop() {
    entra.close();
  }

  @Test
  void groupsWhenTokenIsGoodThenAllOfThem() throws Exception {
    String overage = entra.directory().get("overage").objectId().toString();
    for (String call : new String[] {"getMemberGroups", "getMemberObjects"}) {
      HttpResponse<String> answer = ask(overage, call, token(), "{\"securityEnabledOnly\":true}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(OidcClient.json(answer.body()).path("value")).hasSize(201);
    }
  }

  @Test
  void groupsWhenSomethingIsWrongThenSaysWhat() throws Exception {
    String overage = entra.directory().get("overage").objectId().toString();
    String good = "{\"securityEnabledOnly\":false}";
    assertThat(ask(overage, "getMemberGroups", "other", good).statusCode()).isEqualTo(401);
    assertThat(ask(overage, "getMemberGroups", token(), "{}").statusCode()).isEqualTo(400);
    assertThat(ask(overage, "memberships", token(), good).statusCode()).isEqualTo(404);
    String nobody = "00000000-0000-4000-8000-000000000000";
    assertThat(ask(nobody, "getMemberGroups", token(), good).statusCode()).isEqualTo(404);
  }

  @Test
  void tokenWhenSecretOrScopeIsWrongThenRefused() throws Exception {
    Map<String, String> parameters = parameters();
    parameters.put("client_secret", "wrong");
    assertThat(client.token(parameters).statusCode()).isEqualTo(401);
    parameters = parameters();
    parameters.put("scope", "https://graph.microsoft.com/User.Read");
    assertThat(client.token(parameters).body()).contains("AADSTS1002012");
  }

  @Test
  void overageWhenEndpointIsHostileThenTheTokenNamesIt() throws Exception {
    assertThat(client.claims("overage").toString()).contains("https://graph.microsoft.com/v1.0/");
    entra.graph().overageEndpoint("https://attacker.example/steal");
    assertThat(client.claims("overage").path("_claim_sources").path("src1").path("endpoint"))
        .hasToString("\"https://attacker.example/steal\"");
  }

  @ParameterizedTest
  @EnumSource(GraphFault.class)
  void faultWhenOrderedThenHappensOnce(GraphFault fault) throws Exception {
    assertThat(observed()).isEqualTo("200 ids");
    entra.graph().retryAfter(Duration.ofSeconds(7)).faults().delay(Duration.ofMillis(400));
    entra.graph().faults().next(fault);
    long before = System.nanoTime();
    assertThat(observed())
        .isEqualTo(
            switch (fault) {
              case TOO_MANY_REQUESTS -> "429 after 7";
              case FORBIDDEN -> "403";
              case UNAUTHORIZED -> "401";
              case ERROR_500 -> "500";
              case SLOW -> "200 ids";
              case GARBAGE -> "200 garbage";
              case WRONG_SHAPE -> "200 no list";
              case OVERSIZED -> "200 oversized";
              case DROPPED -> "dropped";
            });
    long took = System.nanoTime() - before;
    assertThat(fault != GraphFault.SLOW || took >= Duration.ofMillis(400).toNanos()).isTrue();
    assertThat(entra.graph().faults().pending()).isEmpty();
    assertThat(observed()).isEqualTo("200 ids");
  }

  private String observed() throws Exception {
    String person = entra.directory().get("employee").objectId().toString();
    String token = token();
    HttpResponse<String> answer;
    try {
      answer = ask(person, "getMemberGroups", token, "{\"securityEnabledOnly\":true}");
    } catch (IOException dropped) {
      return "dropped";
    }
    if (answer.statusCode() != 200) {
      return answer.statusCode()
          + answer.headers().firstValue("Retry-After").map(after -> " after " + after).orElse("");
    }
    if (answer.body().length() > 1_000_000) {
      return "200 oversized";
    }
    try {
      return OidcClient.json(answer.body()).path("value").isArray() ? "200 ids" : "200 no list";
    } catch (IOException malformed) {
      return "200 garbage";
    }
  }

  private static Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "client_credentials");
    parameters.put("client_id", EntraSettings.DEFAULT_CLIENT_ID);
    parameters.put("client_secret", EntraSettings.DEFAULT_CLIENT_SECRET);
    parameters.put("scope", "https://graph.microsoft.com/.default");
    return parameters;
  }

  private String token() throws Exception {
    return OidcClient.json(client.token(parameters()).body()).path("access_token").asText();
  }

  private HttpResponse<String> ask(String user, String call, String token, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(entra.graph().base() + "/users/" + user + "/" + call))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
