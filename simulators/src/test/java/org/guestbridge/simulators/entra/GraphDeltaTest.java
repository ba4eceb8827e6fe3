package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.simulators.entra.Person.person;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, groups and assignments by Graph: plain reads and delta queries. */
class GraphDeltaTest {
  private static final UUID TEAM = UUID.fromString("11111111-2222-4333-8444-555555555555");

  private SimulatedEntra entra;
  private Directory people;
  private OidcClient client;
  private int pages;
  private int emptyPages;

  @BeforeEach
  void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    client = new OidcClient(entra);
    people = entra.directory().clear();
    people.groups().put(TEAM, "Team");
    for (int number = 0; number < 7; number++) {
      people.add(user(number));
    }
    entra.graph().pageSize(3);
  }

  @AfterEach
  void stop() {
    entra.close();
  }

  @Test
  void usersWhenReadThenOnlySelectedPropertiesAndEverybodyByPages() throws Exception {
    String id = oid(0).toString();
    JsonNode plain = json("/users/" + id);
    assertThat(plain.path("mail").asText()).isEqualTo("u0@example.com");
    assertThat(plain.has("userType")).isFalse();
    assertThat(plain.has("accountEnabled")).isFalse();
    JsonNode selected = json("/users/" + id + "?$select=userType,accountEnabled,jobTitle");
    assertThat(selected.path("userType").asText()).isEqualTo("Member");
    assertThat(selected.path("jobTitle").isNull()).isTrue();
    assertThat(selected.has("mail")).isFalse();
    assertThat(get("/users/" + id + "?$select=nothing").statusCode()).isEqualTo(400);
    assertThat(ids(all("/users"))).hasSize(7);
    assertThat(pages).isEqualTo(3);
    assertThat(ids(all("/users?$top=999"))).hasSize(7);
    assertThat(json("/users?$filter=" + encode("mail eq 'u3@example.com'")).path("value"))
        .hasSize(1);
    assertThat(get("/users?$filter=" + encode("startswith(mail,'u')")).statusCode()).isEqualTo(400);
  }

  @Test
  void userWhenInvitedThenFoundByTheEncodedName() throws Exception {
    people.add(
        person("g", PersonKind.ENTRA_GUEST, oid(50).toString())
            .preferredUsername("jane@partner.example")
            .email("jane@partner.example")
            .idp("https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/")
            .build());
    String select = "?$select=id,userType,identities,creationType,externalUserState,otherMails";
    JsonNode guest = json("/users/jane_partner.example%23EXT%23@fabrikam.onmicrosoft.com" + select);
    assertThat(guest.path("id").asText()).isEqualTo(oid(50).toString());
    assertThat(guest.path("userType").asText()).isEqualTo("Guest");
    assertThat(guest.path("identities").path(0).path("issuer").asText())
        .isEqualTo("ExternalAzureAD");
    assertThat(guest.path("otherMails").path(0).asText()).isEqualTo("jane@partner.example");
    assertThat(get("/users/nobody@example.com").statusCode()).isEqualTo(404);
  }

  @Test
  void deltaWhenFollowedThenEverybodyThenOnlyWhatChanged() throws Exception {
    List<JsonNode> first = all("/users/delta?$select=displayName,mail");
    assertThat(ids(first)).hasSize(7);
    assertThat(first).hasSizeGreaterThan(7);
    assertThat(emptyPages).isPositive();
    entra.graph().delta().replays(false);
    assertThat(all(deltaLink)).isEmpty();
    people.change("u1", one -> one.displayName("Changed"));
    people.change("u2", one -> one.attribute("department", "Sales"));
    people.softDelete("u3", Clock.systemUTC());
    people.remove("u4");
    people.add(user(9));
    Map<String, JsonNode> changes = byId(all(deltaLink));
    assertThat(changes).containsOnlyKeys(ids(1, 3, 4, 9));
    assertThat(changes.get(oid(1).toString()).path("displayName").asText()).isEqualTo("Changed");
    assertThat(changes.get(oid(1).toString()).path("mail").asText()).isEqualTo("u1@example.com");
    assertThat(changes.get(oid(3).toString()).path("@removed").path("reason").asText())
        .isEqualTo("changed");
    assertThat(changes.get(oid(4).toString()).path("@removed").path("reason").asText())
        .isEqualTo("deleted");
    people.restore("u3");
    people.change("u1", Person.Builder::withoutEmail);
    Map<String, JsonNode> more = byId(all(deltaLink));
    assertThat(more).containsOnlyKeys(ids(1, 3));
    assertThat(more.get(oid(3).toString()).has("@removed")).isFalse();
    assertThat(more.get(oid(1).toString()).path("mail").isNull()).isTrue();
    assertThat(more.get(oid(1).toString()).has("mail")).isTrue();
  }

  @Test
  void deltaWhenReplaysAreOnThenSomethingComesAgain() throws Exception {
    all("/users/delta");
    people.change("u1", one -> one.displayName("Changed"));
    all(deltaLink);
    assertThat(ids(all(deltaLink))).containsExactly(oid(1).toString());
  }

  @Test
  void deltaWhenLatestThenFromNowOn() throws Exception {
    entra.graph().delta().replays(false);
    assertThat(all("/users/delta?$deltatoken=latest")).isEmpty();
    people.change("u1", one -> one.displayName("Changed"));
    assertThat(ids(all(deltaLink))).containsExactly(oid(1).toString());
  }

  @Test
  void deltaWhenReplicationLagsThenSeenLater() throws Exception {
    entra.graph().delta().replays(false);
    all("/users/delta");
    people.change("u1", one -> one.displayName("Changed"));
    entra.graph().delta().lag(1);
    assertThat(all(deltaLink)).isEmpty();
    entra.graph().delta().lag(0);
    assertThat(ids(all(deltaLink))).containsExactly(oid(1).toString());
  }

  @Test
  void deltaWhenTokenIsOldOrResyncIsDemandedThenBeginAgain() throws Exception {
    all("/users/delta");
    String link = deltaLink;
    entra.graph().delta().demandResync();
    HttpResponse<String> gone = get(link);
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(ids(all(gone.headers().firstValue("Location").orElseThrow()))).hasSize(7);
    assertThat(get(link).statusCode()).isEqualTo(200);
    entra.graph().clock().advance(Duration.ofDays(7).plusSeconds(1));
    assertThat(get(link).body()).contains("syncStateNotFound");
    assertThat(get("/users/delta?$deltatoken=unknown").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/delta?$top=5, 400",
    "/users/delta?$expand=manager, 400",
    "/groups/delta?$orderby=displayName, 400",
    "/users/delta?$filter=mail+eq+%27a%27, 400",
    "/users/delta?$filter=id+eq+%27a%27+or+id+eq+%27b%27, 200",
    "/users/delta?$select=nothing, 400",
    "/users/delta?$select=mail, 200",
  })
  void deltaWhenQueryIsNotSupportedThenRefused(String path, int expected) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(expected);
  }

  @Test
  void groupsWhenLargeThenMembersComeInParts() throws Exception {
    entra.graph().delta().replays(false);
    UUID inner = UUID.randomUUID();
    people.groups().put(inner, "Inner").nest(inner, TEAM);
    Map<String, Boolean> members = members(all("/groups/delta?$select=displayName,members"));
    assertThat(members).hasSize(8).allSatisfy((id, came) -> assertThat(came).isTrue());
    people.leave("u1", TEAM);
    people.remove("u2");
    people.add(user(8));
    Map<String, Boolean> changes = members(all(deltaLink));
    assertThat(changes)
        .containsOnly(
            Map.entry(oid(1).toString(), false),
            Map.entry(oid(2).toString(), false),
            Map.entry(oid(8).toString(), true));
    people.groups().remove(TEAM);
    assertThat(all(deltaLink).get(0).path("@removed").path("reason").asText()).isEqualTo("deleted");
  }

  @Test
  void membersWhenNestedThenTransitiveOnDemand() throws Exception {
    UUID inner = UUID.randomUUID();
    people.groups().put(inner, "Inner").nest(inner, TEAM);
    people.add(user(20).toBuilder().key("deep").groups(List.of(inner)).build());
    assertThat(ids(all("/groups/" + TEAM + "/members"))).hasSize(8);
    assertThat(ids(all("/groups/" + TEAM + "/transitiveMembers"))).hasSize(9);
    assertThat(get("/groups/" + UUID.randomUUID() + "/members").statusCode()).isEqualTo(404);
  }

  @Test
  void assignmentsWhenReadThenUsersAndGroups() throws Exception {
    people.assignments().assign(TEAM, "User").assign(oid(1), "Admin");
    String path = "/servicePrincipals/" + entra.graph().servicePrincipal() + "/appRoleAssignedTo";
    assertThat(all(path))
        .extracting(each -> each.path("principalType").asText())
        .containsExactly("Group", "User");
    String byClient =
        "/servicePrincipals(appId='" + EntraSettings.DEFAULT_CLIENT_ID + "')/appRoleAssignedTo";
    assertThat(all(byClient)).hasSize(2);
    assertThat(get("/servicePrincipals/other/appRoleAssignedTo").statusCode()).isEqualTo(404);
  }

  @Test
  void rolesWhenReadThenWithTheirValuesAndOnlyByClientId() throws Exception {
    people.assignments().assign(TEAM, "Admin").assign(oid(1)).disable("Admin", true);
    String select = "&$select=id,appRoles";
    String filter = "/servicePrincipals?$filter=appId%20eq%20'";
    JsonNode application = all(filter + EntraSettings.DEFAULT_CLIENT_ID + "'" + select).get(0);
    assertThat(application.has("appId")).isFalse();
    assertThat(application.path("appRoles"))
        .extracting(
            role -> role.path("value").asText("none") + " " + role.path("isEnabled").asBoolean())
        .containsExactlyInAnyOrder("none true", "Admin false");
    assertThat(all(filter + "other'")).isEmpty();
    assertThat(get("/servicePrincipals").statusCode()).isEqualTo(400);
    assertThat(get(filter + "other'&$select=secrets").statusCode()).isEqualTo(400);
    entra.graph().permissions(GraphPermission.USER_READ_ALL);
    assertThat(get(filter + "other'").statusCode()).isEqualTo(403);
  }

  @Test
  void permissionWhenMissingThenDeniedEach() throws Exception {
    entra.graph().permissions(GraphPermission.USER_READ_ALL);
    assertThat(get("/users").statusCode()).isEqualTo(200);
    assertThat(get("/groups/delta").body()).contains("Authorization_RequestDenied");
    entra.graph().permissions(GraphPermission.GROUP_MEMBER_READ_ALL);
    assertThat(get("/users").statusCode()).isEqualTo(403);
    assertThat(get("/users/delta").statusCode()).isEqualTo(403);
    assertThat(get("/groups/delta").statusCode()).isEqualTo(200);
    String path = "/servicePrincipals/" + entra.graph().servicePrincipal() + "/appRoleAssignedTo";
    assertThat(get(path).statusCode()).isEqualTo(403);
    entra.graph().permissions(GraphPermission.APPLICATION_READ_ALL);
    assertThat(get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void throttleWhenUnitsAreUsedUpThenToldToWait() throws Exception {
    token();
    entra.graph().retryAfter(Duration.ofSeconds(5)).throttle().limit(4, Duration.ofDays(1));
    assertThat(get("/users").headers().firstValue("x-ms-resource-unit")).contains("2");
    HttpResponse<String> last = get("/users");
    assertThat(last.headers().firstValue("x-ms-throttle-limit-percentage")).contains("1.0");
    HttpResponse<String> refused = get("/users?$select=id");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    entra.graph().throttle().unlimited();
    assertThat(get("/users").statusCode()).isEqualTo(200);
  }

  private String deltaLink = "";

  /** Follows every next link and keeps the delta link. */
  private List<JsonNode> all(String path) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    String next = path;
    pages = 0;
    emptyPages = 0;
    while (!next.isEmpty()) {
      JsonNode page = json(next);
      page.path("value").forEach(all::add);
      pages++;
      emptyPages += page.path("value").isEmpty() ? 1 : 0;
      next = page.path("@odata.nextLink").asText("");
      deltaLink = page.path("@odata.deltaLink").asText("");
    }
    return all;
  }

  private static List<String> ids(List<JsonNode> objects) {
    return objects.stream().map(each -> each.path("id").asText()).distinct().toList();
  }

  private static String[] ids(int... numbers) {
    String[] ids = new String[numbers.length];
    for (int index = 0; index < numbers.length; index++) {
      ids[index] = oid(numbers[index]).toString();
    }
    return ids;
  }

  private static Map<String, JsonNode> byId(List<JsonNode> objects) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    objects.forEach(each -> byId.put(each.path("id").asText(), each));
    return byId;
  }

  private static Map<String, Boolean> members(List<JsonNode> groups) {
    Map<String, Boolean> members = new LinkedHashMap<>();
    groups.stream()
        .flatMap(group -> StreamSupport.stream(group.path("members@delta").spliterator(), false))
        .forEach(member -> members.put(member.path("id").asText(), !member.has("@removed")));
    return members;
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return OidcClient.json(answer.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    String url = path.startsWith("http") ? path : entra.graph().base() + path;
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url.replace("$", "%24").replace("'", "%27")))
                .header("Authorization", "Bearer " + token())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private String token() throws Exception {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "client_credentials");
    parameters.put("client_id", EntraSettings.DEFAULT_CLIENT_ID);
    parameters.put("client_secret", EntraSettings.DEFAULT_CLIENT_SECRET);
    parameters.put("scope", "https://graph.microsoft.com/.default");
    return OidcClient.json(client.token(parameters).body()).path("access_token").asText();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Person user(int number) {
    String address = "u" + number + "@example.com";
    return person("u" + number, PersonKind.EMPLOYEE, oid(number).toString())
        .displayName("User " + number)
        .preferredUsername(address)
        .upn(address)
        .email(address)
        .groups(List.of(TEAM))
        .build();
  }

  private static UUID oid(int number) {
    return new UUID(0x1234_5678_9abc_4defL, 0x8000_0000_0000_0000L + number);
  }
}
