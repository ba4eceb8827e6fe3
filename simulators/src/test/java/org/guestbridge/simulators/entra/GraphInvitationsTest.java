package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is invited, redeems, gets another mailbox, or is converted; and what is refused. */
class GraphInvitationsTest {
  private static final String INVITATION =
      "{'invitedUserEmailAddress':'Ina.New@partner.example',"
          + "'inviteRedirectUrl':'https://sso.example.com/start'}";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private SimulatedEntra entra;
  private String token;

  @BeforeEach
  void start() throws Exception {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "client_credentials");
    parameters.put("client_id", EntraSettings.DEFAULT_CLIENT_ID);
    parameters.put("client_secret", EntraSettings.DEFAULT_CLIENT_SECRET);
    parameters.put("scope", "https://graph.microsoft.com/.default");
    token =
        OidcClient.json(new OidcClient(entra).token(parameters).body())
            .path("access_token")
            .asText();
  }

  @AfterEach
  void stop() {
    entra.close();
  }

  @Test
  void invitationWhenGoodThenAGuestWhoIsPendingUntilRedeemed() throws Exception {
    HttpResponse<String> created = invite(INVITATION);
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode invitation = OidcClient.json(created.body());
    assertThat(invitation.path("status").asText()).isEqualTo("PendingAcceptance");
    assertThat(invitation.path("invitedUserType").asText()).isEqualTo("Guest");
    String id = invitation.at("/invitedUser/id").asText();

    JsonNode pending = user(id);
    assertThat(pending.path("userPrincipalName").asText())
        .isEqualTo("Ina.New_partner.example#EXT#@" + entra.settings().initialDomain());
    assertThat(pending.path("mail").asText()).isEqualTo("Ina.New@partner.example");
    assertThat(pending.path("creationType").asText()).isEqualTo("Invitation");
    assertThat(pending.path("externalUserState").asText()).isEqualTo("PendingAcceptance");
    assertThat(pending.path("identities")).hasSize(1);

    URI redeem = URI.create(invitation.path("inviteRedeemUrl").asText());
    HttpResponse<String> redeemed = get(redeem);
    assertThat(redeemed.headers().firstValue("Location")).contains("https://sso.example.com/start");
    assertThat(user(id).path("externalUserState").asText()).isEqualTo("Accepted");
    assertThat(user(id).at("/identities/0/issuer").asText()).isEqualTo("mail");
    assertThat(get(redeem).statusCode()).isEqualTo(404);

    JsonNode again = OidcClient.json(invite(INVITATION).body());
    assertThat(again.at("/invitedUser/id").asText()).isEqualTo(id);
    assertThat(again.path("status").asText()).isEqualTo("Completed");
    entra.directory().remove("invited-" + id);
    assertThat(OidcClient.json(invite(INVITATION).body()).at("/invitedUser/id").asText())
        .isNotEqualTo(id);
  }

  @Test
  void resetWhenAGuestIsNamedThenTheSameObjectWithAnotherMailbox() throws Exception {
    Person guest = entra.directory().get("guest");
    JsonNode before = user(guest.objectId().toString());
    String order =
        "{'invitedUserEmailAddress':'next@other.example',"
            + "'inviteRedirectUrl':'https://sso.example.com/','resetRedemption':true";

    assertThat(invite(order + "}").statusCode()).isEqualTo(400);
    assertThat(invite(order + invitedUser(UUID.randomUUID())).statusCode()).isEqualTo(400);
    Person employee = entra.directory().get("employee");
    assertThat(invite(order + invitedUser(employee.objectId())).statusCode()).isEqualTo(400);
    HttpResponse<String> reset = invite(order + invitedUser(guest.objectId()));

    assertThat(reset.statusCode()).isEqualTo(201);
    JsonNode invitation = OidcClient.json(reset.body());
    assertThat(invitation.path("resetRedemption").asBoolean()).isTrue();
    JsonNode after = user(guest.objectId().toString());
    assertThat(after.path("userPrincipalName")).isEqualTo(before.path("userPrincipalName"));
    assertThat(after.path("mail").asText()).isEqualTo("next@other.example");
    assertThat(after.path("externalUserState").asText()).isEqualTo("PendingAcceptance");
    assertThat(entra.directory().get("guest").groups()).isEqualTo(guest.groups());
    assertThat(after.path("identities")).hasSize(1);

    get(URI.create(invitation.path("inviteRedeemUrl").asText()));
    assertThat(user(guest.objectId().toString()).at("/identities/0/issuerAssignedId").asText())
        .isEqualTo("next@other.example");
  }

  @Test
  void conversionWhenTheEmployeesMailIsInvitedThenTheSameObjectIsExternal() throws Exception {
    Person employee = entra.directory().get("employee");
    String order = "{'invitedUserEmailAddress':'%s','inviteRedirectUrl':'https://a.example/'";
    String other = order.formatted("other@partner.example") + invitedUser(employee.objectId());
    assertThat(invite(other).statusCode()).isEqualTo(400);
    String mail = employee.email().orElseThrow();
    assertThat(invite(order.formatted(mail) + "}").body())
        .contains("already exists", employee.objectId().toString());

    String own = order.formatted(mail) + invitedUser(employee.objectId());
    assertThat(invite(own).statusCode()).isEqualTo(201);

    JsonNode converted = user(employee.objectId().toString());
    assertThat(converted.path("userType").asText()).isEqualTo("Member");
    assertThat(converted.path("userPrincipalName").asText())
        .isEqualTo(employee.upn().orElseThrow());
    assertThat(entra.directory().get("employee").kind()).isEqualTo(PersonKind.CONVERTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{'inviteRedirectUrl':'https://a.example/'}",
        "{'invitedUserEmailAddress':'a@b.example'}",
        "{'invitedUserEmailAddress':'a@b.example','inviteRedirectUrl':'javascript:x'}",
        "{'invitedUserEmailAddress':'a+x@b.example','inviteRedirectUrl':'https://a.example/'}",
        "{'invitedUserEmailAddress':'.a@b.example','inviteRedirectUrl':'https://a.example/'}",
        "{'invitedUserEmailAddress':'a-@b.example','inviteRedirectUrl':'https://a.example/'}",
        "{'invitedUserEmailAddress':'a@b','inviteRedirectUrl':'https://a.example/'}",
        "{'invitedUserEmailAddress':'a@b.example','inviteRedirectUrl':'https://a.example/','x':1}",
        "{'invitedUserEmailAddress':'a@b.example','inviteRedirectUrl':'https://a.example/',"
            + "'resetRedemption':'true'}",
        "{'invitedUserEmailAddress':'a@b.example','inviteRedirectUrl':'https://a.example/',"
            + "'invitedUserType':'Friend'}",
      })
  void invitationWhenNotAsDocumentedThenRefusedAndNobodyIsThere(String body) throws Exception {
    int before = entra.directory().all().size();
    assertThat(invite(body).statusCode()).isEqualTo(400);
    assertThat(entra.directory().all()).hasSize(before);
  }

  @Test
  void addressWhenAtTheLimitThenInvitedAndOneLongerNot() throws Exception {
    String limit = "a".repeat(59 - "@b.example".length()) + "@b.example";
    String body = "{'invitedUserEmailAddress':'%s','inviteRedirectUrl':'https://a.example/'}";
    assertThat(invite(body.formatted(limit)).statusCode()).isEqualTo(201);
    assertThat(invite(body.formatted("a" + limit)).statusCode()).isEqualTo(400);
  }

  @Test
  void invitationWhenThePermissionIsMissingThenDenied() throws Exception {
    List<GraphPermission> others =
        List.of(
            GraphPermission.USER_READ_ALL,
            GraphPermission.GROUP_MEMBER_READ_ALL,
            GraphPermission.APPLICATION_READ_ALL);
    entra.graph().permissions(others.toArray(GraphPermission[]::new));
    assertThat(invite(INVITATION).statusCode()).isEqualTo(403);
    entra.graph().permissions(GraphPermission.USER_INVITE_ALL);
    assertThat(invite(INVITATION).statusCode()).isEqualTo(201);
    token = "other";
    assertThat(invite(INVITATION).statusCode()).isEqualTo(401);
  }

  private static String invitedUser(UUID id) {
    return ",'invitedUser':{'id':'" + id + "'}}";
  }

  private HttpResponse<String> invite(String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(entra.graph().base() + "/invitations"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode user(String id) throws Exception {
    String select = "?$select=id,userPrincipalName,mail,userType,creationType,externalUserState,";
    return OidcClient.json(
        get(URI.create(entra.graph().base() + "/users/" + id + select + "identities")).body());
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
