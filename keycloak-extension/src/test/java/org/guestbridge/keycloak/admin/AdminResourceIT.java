package org.guestbridge.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a realm's administrators see and may do, by role and by whose token they have. */
class AdminResourceIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String SECRET = "secret-of-the-tests";

  private static KeycloakSite site;
  private static String other;

  @BeforeAll
  static void start() throws Exception {
    site = KeycloakSite.create(KeycloakServer.shared());
    other = "other-" + UUID.randomUUID().toString().substring(0, 8);
    site.admin().done("POST", "/admin/realms", Map.of("realm", other, "enabled", true));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  private record Answer(int status, JsonNode body, HttpResponse<String> response) {
    String code() {
      return body.path("code").asText();
    }
  }

  @Test
  void aliasesWhenLookedAtThenAsTheBrokersAdminResourceShowsThem() throws Exception {
    Person guest = site.invite("lea.looked@partner.example");
    assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");
    String token = master("view-users");

    JsonNode page = get("/aliases?address=lea.looked@guests.example.com", token).body();
    JsonNode alias = page.path("aliases").path(0);
    Answer detail = get("/aliases/" + alias.path("id").asText(), token);

    assertThat(page.path("aliases")).hasSize(1);
    assertThat(alias.fieldNames())
        .toIterable()
        .containsExactly(
            "id", "kind", "status", "address", "subject", "idp", "signInName", "mail", "createdAt");
    assertThat(alias.path("status").asText()).isEqualTo("active");
    assertThat(alias.path("subject").asText())
        .isEqualTo("entra " + EntraSettings.DEFAULT_TENANT + " " + guest.objectId());
    assertThat(detail.body().path("alias")).isEqualTo(alias);
    assertThat(detail.body().at("/history/0/change").asText()).isNotEmpty();
    assertThat(detail.response().headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void aliasesWhenMoreThanAPageThenNextLeadsOn() throws Exception {
    signIn("one.page@partner.example");
    signIn("two.page@partner.example");
    String token = master("view-users");

    JsonNode first = get("/aliases?limit=1", token).body();
    JsonNode second = get("/aliases?limit=1&after=" + first.path("next").asText(), token).body();

    assertThat(first.path("aliases")).hasSize(1);
    assertThat(second.path("aliases")).hasSize(1);
    assertThat(second.at("/aliases/0/id")).isNotEqualTo(first.at("/aliases/0/id"));
  }

  @Test
  void askWhenNobodyOrWithoutARoleThenRefused() throws Exception {
    assertThat(get("/aliases", "").status()).isEqualTo(401);
    assertThat(get("/aliases", "").code()).isEqualTo("admin_unauthorized");
    assertThat(get("/aliases", "a.b.c").code()).isEqualTo("admin_unauthorized");
    Answer none = get("/aliases", master());
    assertThat(none.status()).isEqualTo(403);
    assertThat(none.code()).isEqualTo("admin_forbidden");
    assertThat(get("/aliases", master("view-clients")).code()).isEqualTo("admin_forbidden");
  }

  @Test
  void askWhenTheTokenIsTheRealmsOwnThenByItsRoles() throws Exception {
    String realm = site.realm().value();
    String view = account(realm, "realm-management", "view-users");

    assertThat(get("/aliases", view).status()).isEqualTo(200);
    assertThat(get("/aliases", account(realm, "realm-management")).code())
        .isEqualTo("admin_forbidden");
  }

  @Test
  void askWhenTheTokenIsAnotherRealmsThenRefused() throws Exception {
    String foreign = account(other, "realm-management", "view-users", "manage-users");

    Answer answer = get("/aliases", foreign);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("admin_forbidden");
  }

  @Test
  void askWhenTheRoleIsForAnotherRealmThenRefused() throws Exception {
    String token = account("master", other + "-realm", "view-users", "manage-users");

    assertThat(get("/aliases", token).code()).isEqualTo("admin_forbidden");
  }

  @Test
  void orderWhenOnlyAllowedToLookThenRefusedAndNothingChanged() throws Exception {
    String id = signIn("vic.viewed@partner.example");
    String view = master("view-users");

    Answer answer = post("/aliases/" + id + "/hold", view, "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("admin_forbidden");
    assertThat(get("/aliases/" + id, view).body().at("/alias/status").asText()).isEqualTo("active");
  }

  @Test
  void orderWhenAllowedThenDoneAuditedAndAnEvent() throws Exception {
    Person guest = site.invite("max.managed@partner.example");
    String id = signIn(guest);
    String manage = master("manage-users");

    Answer held = post("/aliases/" + id + "/hold", manage, "");

    assertThat(held.body().at("/alias/status").asText()).isEqualTo("held");
    assertThat(new Browser(site).reachAnswer(guest).outcome()).isEqualTo("binding_held");
    assertThat(post("/aliases/" + id + "/hold", manage, "").code()).isEqualTo("binding_transition");
    assertThat(post("/aliases/" + id + "/release", manage, "").status()).isEqualTo(200);
    assertThat(new Browser(site).reachAnswer(guest).outcome()).isEqualTo("released");
    assertThat(site.admin().get(site.adminPath("/admin-events?max=100")).toString())
        .contains("guestbridge/aliases/" + id + "/hold", "guestbridge/aliases/" + id + "/release");
    assertThat(site.server().registry().audit(site.realm()).toString()).contains(subject(manage));
  }

  @Test
  void orderWhenRetiredAndErasedThenNoPersonalValueIsLeft() throws Exception {
    String id = signIn("rita.retired@partner.example");
    String manage = master("manage-users");

    assertThat(post("/aliases/" + id + "/erase", manage, "").code())
        .isEqualTo("binding_transition");
    assertThat(post("/aliases/" + id + "/retire", manage, "").status()).isEqualTo(200);
    JsonNode erased = post("/aliases/" + id + "/erase", manage, "").body().path("alias");

    assertThat(erased.path("status").asText()).isEqualTo("retired");
    assertThat(erased.has("address")).isFalse();
    assertThat(erased.has("mail")).isFalse();
  }

  @Test
  void orderWhenThereIsNoSuchBindingOrOrderThenNotFound() throws Exception {
    String manage = master("manage-users");
    String id = UUID.randomUUID().toString();

    assertThat(post("/aliases/" + id + "/hold", manage, "").code()).isEqualTo("binding_unknown");
    assertThat(post("/aliases/x/hold", manage, "").code()).isEqualTo("binding_unknown");
    assertThat(post("/aliases/" + id + "/burn", manage, "").code()).isEqualTo("not_found");
  }

  @Test
  void explainWhenAGuestThenTheRuleAndTheAddressAndNothingIsBound() throws Exception {
    String token = master("view-users");
    String person = person("ella.explained@partner.example", "entra");

    JsonNode answer = post("/explain", token, person).body();

    assertThat(answer.path("account").asText()).isEqualTo("external");
    assertThat(answer.at("/release/address").asText())
        .isEqualTo("ella.explained@guests.example.com");
    assertThat(answer.at("/release/wouldBind").asBoolean()).isTrue();
    assertThat(answer.path("rules")).isNotEmpty();
    assertThat(get("/aliases?address=ella.explained@guests.example.com", token).body().toString())
        .isEqualTo("{\"aliases\":[]}");
    assertThat(post("/explain", token, person("bo@banned.example", "entra")).body().toString())
        .contains("\"refusal\":{\"code\":\"rule_refused\"", "Ask your contact to sponsor");
  }

  @Test
  void explainWhenTheBodyIsNotADocumentThenRefused() throws Exception {
    String token = master("view-users");

    assertThat(post("/explain", token, "{").code()).isEqualTo("identity_file_invalid");
    assertThat(post("/explain", token, person("a@b.example", "nobody")).code())
        .isEqualTo("identity_file_invalid");
    assertThat(post("/explain", token, " ".repeat(70_000)).code()).isEqualTo("request_oversized");
    assertThat(post("/explain", "", person("a@b.example", "entra")).code())
        .isEqualTo("admin_unauthorized");
  }

  @Test
  void askWhenFromAPageOfAnotherOriginThenItIsNotAllowedToRead() throws Exception {
    Answer answer = get("/aliases", master("view-users"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private static String person(String mail, String upstream) throws Exception {
    return JSON.writeValueAsString(
        Map.of(
            "upstream",
            upstream,
            "claims",
            Map.of(
                "tid",
                EntraSettings.DEFAULT_TENANT.toString(),
                "oid",
                UUID.randomUUID().toString(),
                "idp",
                KeycloakSite.HOME_IDP,
                "acct",
                1,
                "email",
                mail,
                "preferred_username",
                mail,
                "name",
                "Gwen Guest",
                "given_name",
                "Gwen",
                "family_name",
                "Guest")));
  }

  private static String signIn(String mail) throws Exception {
    return signIn(site.invite(mail));
  }

  private static String signIn(Person guest) throws Exception {
    assertThat(new Browser(site).reachAnswer(guest).outcome()).isEqualTo("released");
    return site.server().registry().find(site.realm(), guest).orElseThrow().id().toString();
  }

  /** A token of the realm that administers all, with these roles for the site's realm. */
  private static String master(String... roles) throws Exception {
    return account("master", site.realm() + "-realm", roles);
  }

  /** A token of a new service account in {@code realm} with these roles of {@code client}. */
  private static String account(String realm, String client, String... roles) throws Exception {
    String base = "/admin/realms/" + realm;
    String name = "account-" + UUID.randomUUID();
    site.admin()
        .done(
            "POST",
            base + "/clients",
            Map.of(
                "clientId", name,
                "secret", SECRET,
                "serviceAccountsEnabled", true,
                "standardFlowEnabled", false,
                "publicClient", false));
    String id = client(base, name);
    String user =
        site.admin().get(base + "/clients/" + id + "/service-account-user").path("id").asText();
    if (roles.length > 0) {
      String owner = client(base, client);
      String mappings = base + "/users/" + user + "/role-mappings/clients/" + owner;
      for (String role : roles) {
        JsonNode found = site.admin().get(base + "/clients/" + owner + "/roles/" + role);
        site.admin().done("POST", mappings, List.of(found));
      }
    }
    return token(realm, name);
  }

  private static String client(String base, String clientId) throws Exception {
    return site.admin().get(base + "/clients?clientId=" + clientId).path(0).path("id").asText();
  }

  private static String token(String realm, String client) throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(resolve("/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id="
                            + client
                            + "&client_secret="
                            + SECRET))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(response.body()).required("access_token").textValue();
  }

  private static String subject(String token) throws Exception {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return JSON.readTree(claims).required("sub").textValue();
  }

  private static Answer get(String path, String token) throws Exception {
    return send(request(path, token).GET());
  }

  private static Answer post(String path, String token, String body) throws Exception {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(resolve("/realms/" + site.realm() + "/guestbridge" + path))
            .header("Origin", "https://evil.example");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    JsonNode body =
        response.body().startsWith("{") ? JSON.readTree(response.body()) : JSON.missingNode();
    return new Answer(response.statusCode(), body, response);
  }

  private static URI resolve(String path) {
    return site.server().base().resolve(path);
  }
}
