package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may ask a running broker about provisioning, restores and mail, and what it takes. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminGuardTest {

  private static final String NOBODY = new UUID(7, 7).toString();

  /** A run, or that there is none yet, or that the schedule was quicker. */
  private static final String RUN =
      "\"purpose\":\"compare\"|reconciliation_unknown|reconciliation_running";

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private final Admin admin = new Admin(site);
  private final ProvisionedSite world = new ProvisionedSite(site);

  @BeforeAll
  void fillADirectory() throws Exception {
    world.serve(register);
    KeyRollOverTest.await(
        () ->
            !admin
                .read("/admin/v1/reconciliations?directory=atlassian")
                .body()
                .contains("delivery_unreachable"));
  }

  @AfterAll
  void serveTheUsualRealm() throws IOException {
    world.tenant.reset();
    register.serve(site, text -> text);
  }

  /**
   * One request.
   *
   * @param passes a pattern that shows that whoever may ask was heard
   */
  record Route(String method, String target, String body, String passes) {

    static Route get(String target, String passes) {
      return new Route("GET", target, "", passes);
    }

    static Route post(String target, String body, String passes) {
      return new Route("POST", target, body, passes);
    }

    String of(String realm) {
      return "/admin/v1/" + target + (target.contains("?") ? "&" : "?") + "realm=" + realm;
    }
  }

  static List<Route> routes() {
    String mail = "mail-routes/" + NOBODY;
    return List.of(
        Route.get("deliveries", "\"directory\":\"atlassian\""),
        Route.get("deliveries/set-aside?directory=atlassian&kind=user", "\"deliveries\":\\["),
        Route.post(
            "deliveries/retry?directory=atlassian&kind=user&item=" + NOBODY,
            "",
            "delivery_unknown"),
        Route.post(
            "deliveries/adopt?directory=atlassian&kind=user&remoteId=1&item=" + NOBODY,
            "",
            "delivery_unknown"),
        Route.get("reconciliations?directory=atlassian", RUN),
        Route.post("reconciliations?directory=atlassian&purpose=compare", "", RUN),
        Route.get("imports?directory=atlassian&from=0", "request_invalid"),
        Route.post(
            "imports?directory=atlassian&apply=true", "{\"entries\":[]}", "\"results\":\\[\\]"),
        Route.get("previews?limit=1&state=held_back", "\"people\":"),
        Route.get("plans", "\"channels\":\\["),
        Route.get("plans/held-back?code=rule_no_match&limit=1", "\"people\":\\["),
        Route.get("epoch", "\"open\":false"),
        Route.post("epoch/end", "", "\"open\":false"),
        Route.get("pulls", "\"pulls\":"),
        Route.post("pulls/now", "", "\"pulls\":"),
        Route.get("mail-routes", "\"routes\":"),
        Route.post(mail + "/set", "{\"mailbox\":\"jo@partner.example\"}", "binding_unknown"),
        Route.post(mail + "/bounced", "{\"mailbox\":\"jo@partner.example\"}", "binding_unknown"),
        Route.post(mail + "/forget", "", "binding_unknown"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void routeWhenTheTokenIsAbsentOrWrongThenUnauthorizedAndOtherwiseHeard(Route route)
      throws Exception {
    String right = admin.authorization();
    String wrong = right.substring(0, right.length() - 1) + (right.endsWith("A") ? "B" : "A");
    String target = route.of("flows");

    assertRefused(send(route, target), 401, "admin_unauthorized");
    assertRefused(send(route, target, "Authorization", wrong), 401, "admin_unauthorized");
    assertThat(send(route, target, "Authorization", right).body()).containsPattern(route.passes());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void routeWhenTheRealmOrAParameterIsUnknownThenRefused(Route route) throws Exception {
    assertRefused(asked(route, route.of("third")), 404, "realm_unknown");
    assertRefused(asked(route, route.of("A_B")), 400, "request_invalid");
    assertRefused(asked(route, route.of("flows") + "&token=x"), 400, "request_invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, reconciliations, 400, request_invalid",
    "GET, reconciliations?directory=nowhere, 404, delivery_directory_unknown",
    "GET, reconciliations?directory=atlassian&from=-1, 400, request_invalid",
    "GET, reconciliations?directory=atlassian&from=9999999999, 400, request_invalid",
    "POST, reconciliations?directory=atlassian, 400, request_invalid",
    "POST, reconciliations?directory=atlassian&purpose=guess, 400, request_invalid",
    "POST, reconciliations?directory=nowhere&purpose=repair, 404, delivery_directory_unknown",
    "GET, previews?limit=101&state=new, 400, request_invalid",
    "GET, previews?limit=1&state=unknown, 400, request_invalid",
    "GET, previews?limit=1&state=new&after=me, 400, request_invalid",
    "GET, previews?limit=1&state=new&candidate=realm.yaml, 400, request_invalid",
    "GET, plans/held-back?code=no_code, 400, request_invalid",
    "GET, plans/held-back?code=A, 400, request_invalid",
    "GET, plans/held-back?after=me, 400, request_invalid",
    "GET, plans/held-back?limit=0, 400, request_invalid",
    "POST, epoch/restart, 404, not_found",
    "GET, deliveries?directory=nowhere, 404, delivery_directory_unknown",
    "GET, deliveries/set-aside?directory=atlassian&kind=dog, 400, request_invalid",
    "POST, deliveries/destroy?directory=atlassian&kind=user&item=x, 404, not_found",
    "POST, deliveries/adopt?directory=atlassian&kind=user&item=x, 400, request_invalid",
    "GET, mail-routes?after=me, 400, request_invalid",
    "GET, mail-routes?limit=0, 400, request_invalid",
    "POST, mail-routes/me/forget, 404, binding_unknown",
    "GET, pulls?channel=nowhere, 404, channel_unknown",
    "POST, pulls/later, 404, not_found",
  })
  void requestWhenAValueIsNotValidThenRefused(String method, String target, int status, String code)
      throws Exception {
    assertRefused(asked(new Route(method, target, "", ""), "/admin/v1/" + target), status, code);
  }

  @Test
  void importWhenNotValidThenRefusedAndNothingIsWritten() throws Exception {
    long audited = register.audited();
    String entry = "{\"oid\":\"" + NOBODY + "\",\"address\":\"a@guests.example.com\"}";
    String tooMany = String.join(",", Collections.nCopies(26, entry));

    assertImportRefused("apply=perhaps", "{\"entries\":[]}");
    assertImportRefused("", "{\"entries\":[]}");
    assertImportRefused("apply=true", "");
    assertImportRefused("apply=true", "{}");
    assertImportRefused("apply=true", "{\"entries\":[{\"address\":\"a@guests.example.com\"}]}");
    assertImportRefused("apply=true", "{\"entries\":[" + tooMany + "]}");
    assertThat(register.auditedSince(audited)).isEmpty();
  }

  @Test
  void orderWhenItsGiverIsNoNameThenRefused() throws Exception {
    for (String order :
        List.of("epoch/begin", "reconciliations?directory=atlassian&purpose=repair")) {
      Route route = Route.post(order, "", "");
      assertRefused(
          send(
              route,
              route.of("flows"),
              "Authorization",
              admin.authorization(),
              "Guestbridge-Actor",
              "jo@partner.example"),
          400,
          "request_invalid");
    }
    assertThat(admin.read("/admin/v1/epoch").body()).contains("\"open\":false");
  }

  private void assertImportRefused(String apply, String body) throws Exception {
    Route route = Route.post("imports?directory=atlassian&" + apply, body, "");
    assertRefused(asked(route, route.of("flows")), 400, "request_invalid");
  }

  private HttpAnswer asked(Route route, String target) throws Exception {
    return send(route, target, "Authorization", admin.authorization());
  }

  private HttpAnswer send(Route route, String target, String... headers) throws Exception {
    var answer = admin.send(route.method(), target, route.body(), headers);
    return new HttpAnswer(answer.statusCode(), answer.body());
  }

  private record HttpAnswer(int status, String body) {}

  private static void assertRefused(HttpAnswer answer, int status, String code) {
    assertThat(answer.body()).contains("\"" + code + "\"");
    assertThat(answer.status()).isEqualTo(status);
  }
}
