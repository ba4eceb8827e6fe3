package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.ScimSettings;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.GraphFault;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to marked people on the way from Entra to the directory, nothing of theirs and
 * no secret gets into a log.
 */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
@TestProfile(CanaryTest.EverythingLogged.class)
class ProvisioningCanaryTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "directory-key-c4n4ry-0123456789";
  private static final String REFUSED = "refused.c4n4ry";

  @Inject Register register;
  @Inject Plans plans;

  private final Site site = BrokerUnderTest.site();
  private final Admin admin = new Admin(site);
  private final Scim scim = new Scim(site, Scim.TOKEN);
  private LoopbackServer directory;
  private AtlassianScim atlassian;

  @BeforeEach
  void serveAChannelAndADirectory() throws IOException {
    site.entra().directory().reset();
    atlassian = AtlassianScim.register(site.atlassian(), ScimSettings.defaults());
    atlassian.keys().use(KEY);
    directory = LoopbackServer.bind(0, "directory-that-echoes");
    directory.serve(this::echoOrPass);
    String url = directory.base() + atlassian.base().getPath();
    UnaryOperator<String> channel = Scim.channel(site);
    UnaryOperator<String> filled = Scim.directory(site, url, KEY);
    String tenant =
        """
            tenant:
              type: graph
              upstream: entra
              scope: everybody
              provisions: false
              ownDomains: [example.com, %s]
              graphUrl: "%s"
        """
            .formatted(site.entra().settings().initialDomain(), site.entra().authority());
    register.serve(
        site,
        text ->
            filled
                    .apply(channel.apply(text))
                    .replace("handledBy: elsewhere", "handledBy: guestbridge")
                    .replace("population: guests", "kindsFrom: tenant")
                + tenant);
  }

  @AfterEach
  void serveTheUsualRealm() throws IOException {
    site.entra().graph().faults().clear();
    site.entra().directory().reset();
    register.serve(site, text -> text);
    directory.close();
  }

  @Test
  void provisionWhenItSucceedsFailsAndIsSetAsideThenNothingInTheLog() throws Exception {
    try (LogCapture capture = new LogCapture()) {
      Person good = marked("good.c4n4ry");
      Person refused = marked(REFUSED);
      // Somebody whom Graph shows with values that are none.
      site.entra()
          .directory()
          .change(marked("odd.c4n4ry").key(), odd -> odd.attribute("mail", "c4n4ry is no mail"));

      tellByScim(good, refused);
      pullWithFaults();
      for (Person person : List.of(good, refused)) {
        pullUntilNot(() -> !isHeldBack(person, Code.MAIL_ROUTE_MISSING));
      }
      setMailboxes(good, refused);
      deliverAndSetAside();
      compareAndRepair();
      assertThat(scim.send("DELETE", path(good), "").statusCode()).isEqualTo(204);

      assertThat(capture.lines()).anyMatch(line -> line.contains("org.guestbridge"));
      assertThat(Leaks.in(capture.lines(), Set.of(KEY))).isEmpty();
    }
  }

  private void tellByScim(Person good, Person refused) throws Exception {
    assertThat(scim.send("POST", "/Users", user(good)).statusCode()).isEqualTo(201);
    assertThat(scim.send("POST", "/Users", user(refused)).statusCode()).isEqualTo(201);
    assertThat(scim.send("POST", "/Users", user(good)).statusCode()).isEqualTo(409);
    assertThat(scim.send("POST", "/Groups", "{\"displayName\":\"C4n4ry\"}").statusCode())
        .isEqualTo(201);
    assertThat(scim.send("POST", "/Groups", "{\"displayName\":\"C4n4ry\"}").statusCode())
        .isEqualTo(409);
    for (String body :
        List.of(
            "{\"userName\":\"c4n4ry",
            "{\"userName\":\"c4n4ry\",\"USERNAME\":\"c4n4ry\"}",
            "{\"userName\":[\"c4n4ry\"]}",
            "{\"userName\":\"c4n4ry\",\"active\":\"c4n4ry\"}")) {
      assertThat(scim.send("POST", "/Users", body).statusCode()).isEqualTo(400);
    }
    String change =
        "{\"Operations\":[{\"op\":\"Replace\",\"path\":\"c4n4ry[\",\"value\":\"c4n4ry\"}]}";
    assertThat(scim.send("PATCH", path(good), change).statusCode()).isEqualTo(400);
    assertThat(scim.find("Users", "c4n4ry eq \"c4n4ry\"").statusCode()).isEqualTo(400);
    assertThat(scim.send("GET", "/Users/c4n4ry", "").statusCode()).isEqualTo(404);
    assertThat(new Scim(site, "c4n4ry").send("GET", "/Users", "").statusCode()).isEqualTo(401);
  }

  private void pullWithFaults() {
    for (GraphFault fault :
        List.of(GraphFault.WRONG_SHAPE, GraphFault.FORBIDDEN, GraphFault.GARBAGE)) {
      site.entra().graph().faults().next(fault);
      pullUntilNot(() -> site.entra().graph().faults().pending().contains(fault));
    }
  }

  /** Ordered again and again: a round that fails waits before it is due, whatever was ordered. */
  private void pullUntilNot(BooleanSupplier waiting) {
    Plans.await(
        () -> {
          plans.pull("tenant");
          return waiting.getAsBoolean();
        });
  }

  private boolean isHeldBack(Person person, Code code) {
    return plans.person(person.objectId()).plan().code().equals(Optional.of(code));
  }

  private void setMailboxes(Person good, Person refused) throws Exception {
    assertThat(setMailbox(good, "not-c4n4ry")).isEqualTo(400);
    assertThat(setMailbox(good, "c4n4ry@guests.example.com")).isEqualTo(409);
    assertThat(setMailbox(good, "good.c4n4ry@partner.example")).isEqualTo(200);
    assertThat(setMailbox(refused, REFUSED + "@partner.example")).isEqualTo(200);
    plans.await(good.objectId(), PlanState.PROVIDED);
    plans.await(refused.objectId(), PlanState.PROVIDED);
    assertThat(admin.read("/admin/v1/mail-routes").body()).contains(Leaks.CANARY);
  }

  private int setMailbox(Person person, String mailbox) throws Exception {
    String id =
        plans
            .binding(EntraSettings.DEFAULT_TENANT, person.objectId())
            .orElseThrow()
            .id()
            .toString();
    return admin
        .ask("/admin/v1/mail-routes/" + id + "/set", "{\"mailbox\":\"" + mailbox + "\"}")
        .statusCode();
  }

  private void deliverAndSetAside() throws Exception {
    Plans.await(() -> atlassian.userByUserName("good.c4n4ry@guests.example.com").isEmpty());
    String setAside = "/admin/v1/deliveries/set-aside?directory=atlassian&kind=user";
    KeyRollOverTest.await(() -> admin.read(setAside).body().contains("\"set_aside\""));
    JsonNode delivery = JSON.readTree(admin.read(setAside).body()).at("/deliveries/0");
    assertThat(delivery.path("detail").asText()).contains(REFUSED);
    String retry = "/admin/v1/deliveries/retry?directory=atlassian&kind=user&item=";
    assertThat(admin.ask(retry + delivery.path("item").asText(), "").statusCode()).isEqualTo(200);
    KeyRollOverTest.await(() -> admin.read(setAside).body().contains("\"set_aside\""));
  }

  /** With an account at the directory of which the broker knows nothing. */
  private void compareAndRepair() throws Exception {
    String foreign =
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
            + "\"userName\":\"foreign.c4n4ry@guests.example.com\","
            + "\"emails\":[{\"value\":\"foreign.c4n4ry@guests.example.com\",\"primary\":true}]}";
    assertThat(
            new Scim(atlassian.base(), "Bearer " + KEY)
                .send("POST", "/Users", foreign)
                .statusCode())
        .isEqualTo(201);
    String run = "/admin/v1/reconciliations?directory=atlassian";
    for (String purpose : List.of("compare", "repair")) {
      KeyRollOverTest.await(() -> admin.ask(run + "&purpose=" + purpose, "").statusCode() == 200);
      KeyRollOverTest.await(
          () -> {
            JsonNode state = JSON.readTree(admin.read(run).body());
            return state.path("purpose").asText().equals(purpose)
                && state.path("finishedAt").isTextual();
          });
    }
    assertThat(admin.read(run).body()).contains("foreign.c4n4ry");
  }

  /** Refuses one account with what was sent in the answer, and passes everything else on. */
  private Response echoOrPass(Request request) {
    if (request.method().equals("POST") && request.body().contains(REFUSED)) {
      return Response.json(
          400,
          Map.of(
              "schemas",
              List.of("urn:ietf:params:scim:api:messages:2.0:Error"),
              "status",
              "400",
              "detail",
              "not accepted: " + request.body()));
    }
    return site.atlassian().routes().handle(request);
  }

  private Person marked(String local) {
    Person invited = site.invite(local + "@partner.example");
    return site.entra()
        .directory()
        .change(
            invited.key(), person -> person.displayName("C4n4ry Person").names("C4n4ry", "Person"));
  }

  private String path(Person person) throws Exception {
    HttpResponse<String> found = scim.find("Users", "externalId eq " + person.objectId());
    return "/Users/" + JSON.readTree(found.body()).at("/Resources/0/id").asText();
  }

  private static String user(Person person) {
    UUID objectId = person.objectId();
    String mail = person.email().orElseThrow();
    return """
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":"%s","active":true,
     "userName":"%s","displayName":"C4n4ry Person","title":"C4n4ry",
     "emails":[{"primary":true,"type":"work","value":"%s"}],
     "name":{"givenName":"C4n4ry","familyName":"Person"}}
    """
        .formatted(objectId, mail, mail);
  }
}
