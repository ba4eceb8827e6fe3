package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SCIM server answers to one request; each refusal beside what is accepted. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimRequestsTest {

  private static final String STRICT_TOKEN = "scim-token-strict-c4n4ry-0123456789abcdef";
  private static final String MORE_CHANNELS =
      """
          entra-issued:
            type: scim
            upstream: entra
            population: guests
            entraTokens: {}
          another-audience:
            type: scim
            upstream: entra
            population: guests
            entraTokens: { audiences: ["api://another"] }
          strict:
            type: scim
            upstream: entra
            population: guests
            refused: error
            tokens: ["${file:scim-token-strict}"]
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private final Scim scim = new Scim(site, Scim.TOKEN);

  /** The realm is loaded once: no case depends on what another one stored. */
  @BeforeAll
  void serveChannels() throws IOException {
    site.write("scim-token-strict", STRICT_TOKEN);
    UnaryOperator<String> channel = Scim.channel(site);
    register.serve(site, text -> channel.apply(text) + MORE_CHANNELS);
  }

  @AfterAll
  void serveTheUsualRealm() throws IOException {
    register.serve(site, text -> text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer ",
        "Bearer wrong-token-of-the-right-length-0123456789",
        "Basic " + Scim.TOKEN,
        "Bearer " + Scim.TOKEN + "x"
      })
  void requestWhenTheTokenIsNotGoodThenRefusedWhateverIsAsked(String authorization)
      throws Exception {
    Scim stranger = new Scim(Scim.base(site, "flows"), authorization);
    for (String path : new String[] {"/Users", "/Users/x", "/Nothing", "/Schemas"}) {
      HttpResponse<String> answer = stranger.send("GET", path, "");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("scim_unauthorized");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
    assertThat(stranger.send("POST", "/Users", user(name())).statusCode()).isEqualTo(401);
  }

  @Test
  void requestWhenTheTokenIsGoodThenAnsweredAndInNoOtherRealm() throws Exception {
    assertThat(scim.find("Users", "userName eq \"" + UUID.randomUUID() + "\"").statusCode())
        .isEqualTo(200);
    assertThat(new Scim(site, Scim.NEXT_TOKEN).send("GET", "/Users", "").statusCode())
        .isEqualTo(200);
    Scim elsewhere = new Scim(Scim.base(site, "second"), "Bearer " + Scim.TOKEN);
    assertThat(elsewhere.send("GET", "/Users", "").statusCode()).isEqualTo(401);
  }

  @Test
  void requestWhenTheTokenIsEntrasOwnThenAnsweredAndATamperedOneOrAnotherRealmIsNot()
      throws Exception {
    String token = site.entra().provisioningToken();
    Scim issued = new Scim(site, token);
    String id = body(issued.send("POST", "/Users", user(name()))).path("id").asText();
    assertThat(issued.send("GET", "/Users/" + id, "").statusCode()).isEqualTo(200);
    assertThat(scim.send("GET", "/Users/" + id, "").statusCode()).isEqualTo(404);
    Scim elsewhere = new Scim(Scim.base(site, "second"), "Bearer " + token);
    assertThat(elsewhere.send("GET", "/Users", "").statusCode()).isEqualTo(401);
    String tampered = token.substring(0, token.length() - 8) + "AAAAAAAA";
    HttpResponse<String> refused = new Scim(site, tampered).send("GET", "/Users", "");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("scim_unauthorized");
    assertThat(new Scim(site, "a.b.c").send("POST", "/Users", user(name())).statusCode())
        .isEqualTo(401);
  }

  @Test
  void userWhenRefusedByTheRulesThenStoredOrAnErrorAsTheChannelSays() throws Exception {
    Scim strict = new Scim(site, STRICT_TOKEN);
    String name = name();
    String good = user(name).replace("ext-" + name, UUID.randomUUID().toString());
    String banned = good.replace("@partner.example", "@banned.example");

    HttpResponse<String> refused = strict.send("POST", "/Users", banned);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(body(refused).path("detail").asText()).startsWith("rule_refused: ");
    assertThat(body(strict.send("GET", "/Users", "")).path("totalResults").asInt()).isZero();
    assertThat(scim.send("POST", "/Users", banned).statusCode()).isEqualTo(201);

    HttpResponse<String> created = strict.send("POST", "/Users", good);
    assertThat(created.statusCode()).isEqualTo(201);
    String path = "/Users/" + body(created).path("id").asText();
    assertThat(strict.send("PUT", path, banned).statusCode()).isEqualTo(400);
    assertThat(strict.send("GET", path, "").body()).contains("@banned.example");
    String inactive = banned.replace("\"True\"", "\"False\"");
    assertThat(strict.send("PUT", path, inactive).statusCode()).isEqualTo(200);
  }

  @Test
  void discoveryWhenAskedThenToldAndElseNotFound() throws Exception {
    assertThat(
            body(scim.send("GET", "/ServiceProviderConfig", "")).at("/patch/supported").asBoolean())
        .isTrue();
    assertThat(body(scim.send("GET", "/Schemas", "")).path("totalResults").asInt()).isEqualTo(3);
    assertThat(scim.send("GET", "/ResourceTypes/User", "").statusCode()).isEqualTo(200);
    assertThat(scim.send("GET", "/ResourceTypes/Other", "").statusCode()).isEqualTo(404);
    assertThat(scim.send("GET", "/Bulk", "").statusCode()).isEqualTo(404);
    assertThat(scim.send("DELETE", "/Schemas", "").statusCode()).isEqualTo(405);
  }

  @Test
  void userWhenCreatedThenReadBackAsWrittenFoundByEachKeyAndNotTwice() throws Exception {
    String name = name();
    HttpResponse<String> created = scim.send("POST", "/Users", user(name));
    assertThat(created.statusCode()).isEqualTo(201);
    String id = body(created).path("id").asText();
    assertThat(created.headers().firstValue("Location").map(URI::create).map(URI::getPath))
        .contains("/scim/flows/v2/Users/" + id);

    JsonNode read = body(scim.send("GET", "/Users/" + id, ""));
    assertThat(read.path("userName").asText()).isEqualTo(name);
    assertThat(read.path("unknown").path("kept").asInt()).isEqualTo(7);
    assertThat(read.path("active").isBoolean()).isTrue();
    assertThat(read.has("password")).isFalse();
    for (String filter :
        new String[] {
          "userName eq \"" + name.toUpperCase(Locale.ROOT) + "\"",
          "externalId eq ext-" + name,
          "EMAILS[type eq \"work\"].value EQ \"" + name + "@partner.example\"",
          "id eq \"" + id + "\" and userName eq \"" + name + "\""
        }) {
      assertThat(body(scim.find("Users", filter)).path("totalResults").asInt()).isEqualTo(1);
    }
    assertThat(body(scim.find("Users", "externalId eq EXT-" + name)).path("totalResults").asInt())
        .isZero();

    HttpResponse<String> second = scim.send("POST", "/Users", user(name));
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(body(second).path("scimType").asText()).isEqualTo("uniqueness");
    assertThat(body(second).path("detail").asText()).startsWith("scim_uniqueness: ");
  }

  @Test
  void refusalWhenAnsweredThenOneIdIsInTheDetailAndInTheLogsLineWithRealmAndChannel()
      throws Exception {
    try (LogCapture log = new LogCapture()) {
      String filter = body(scim.find("Users", "title eq \"x\"")).path("detail").asText();
      String token =
          body(new Scim(site, "wrong-token").send("GET", "/Users", "")).path("detail").asText();
      String strict =
          body(new Scim(site, STRICT_TOKEN).send("POST", "/Users", "{")).path("detail").asText();
      assertThat(logged(log, filter))
          .contains("realm=flows channel=entra-guests code=scim_filter ");
      assertThat(logged(log, token)).contains("realm=flows channel=- code=scim_unauthorized ");
      assertThat(logged(log, strict)).contains("realm=flows channel=strict code=scim_syntax ");
    }
  }

  /** The one line of the log under the correlation id at the end of a detail. */
  private static String logged(LogCapture log, String detail) {
    String id = detail.substring(detail.lastIndexOf("correlationId="));
    assertThat(id).matches("correlationId=[0-9a-f-]{36}");
    List<String> lines =
        log.lines().stream().filter(line -> line.contains("realm=") && line.contains(id)).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'op':'Replace','path':'active','value':'False'}|/active|false",
        "{'op':'replace','path':'active','value':false}|/active|false",
        "{'op':'replace','value':{'name.givenName':'Kim'}}|/name/givenName|Kim",
        "{'op':'Add','path':'emails[type eq"
            + " \"work\"].value','value':'new@x.example'}|/emails/0/value|new@x.example",
        "{'op':'add','path':'emails[type eq"
            + " \"home\"].value','value':'h@x.example'}|/emails/1/value|h@x.example",
        "{'op':'REPLACE','path':'USERNAME2','value':'x'}|/USERNAME2|x",
        "{'op':'Replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:displayName','value':'D'}|/displayName|D",
        "{'op':'replace','value':{'urn:ietf:params:scim:schemas:extension:enterprise:2.0User:department':'A'}}|/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department|A",
        "{'op':'Replace','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department','value':'B'}|/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department|B",
        "{'op':'Remove','path':'name.familyName'}|/name/familyName|",
        "{'op':'Remove','path':'emails','value':[{'value':'@WORK@'}]}|/emails/0/value|",
      })
  void patchWhenInEitherDialectThenApplied(String operation, String pointer, String expected)
      throws Exception {
    String name = name();
    String id = body(scim.send("POST", "/Users", user(name))).path("id").asText();

    HttpResponse<String> patched =
        scim.send(
            "PATCH", "/Users/" + id, patch(operation.replace("@WORK@", name + "@partner.example")));

    assertThat(patched.statusCode()).isEqualTo(200);
    assertThat(body(scim.send("GET", "/Users/" + id, "")).at(pointer).asText(""))
        .isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'op':'Move','path':'active','value':true}|invalidSyntax",
        "{'op':'Replace','path':'active','value':'perhaps'}|invalidValue",
        "{'op':'Replace','path':'emails[','value':'x'}|invalidPath",
        "{'op':'Replace','path':'emails[type gt \"work\"].value','value':'x'}|invalidPath",
        "{'op':'Remove'}|invalidPath",
        "{'op':'Replace','path':'userName','value':''}|invalidValue",
        "{'op':'Replace','path':'userName.sub','value':'x'}|invalidPath",
        "{'op':'Replace','path':'displayName'}|invalidValue",
        "{'op':'Replace','path':'displayName','value':'\\u0000'}|invalidValue",
      })
  void patchWhenNotUnderstoodThenRefusedAndNothingChanged(String operation, String scimType)
      throws Exception {
    JsonNode created = body(scim.send("POST", "/Users", user(name())));
    String path = "/Users/" + created.path("id").asText();

    HttpResponse<String> refused =
        scim.send("PATCH", path, patch("{'op':'Replace','path':'title','value':'T'}," + operation));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(body(refused).path("scimType").asText()).isEqualTo(scimType);
    assertThat(body(scim.send("GET", path, ""))).isEqualTo(created);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"userName\":\"a\",\"userName\":\"b\"}",
        "{\"userName\":\"a\",\"USERNAME\":\"b\"}",
        "{\"userName\":\"a\"} {}",
        "{\"userName\":7}",
        "{\"displayName\":\"without a name\"}",
        "{\"userName\":\"a\",\"x\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}",
        "{\"userName\":\"a\\ud800\"}"
      })
  void createWhenTheBodyIsMalformedThenRefused(String body) throws Exception {
    HttpResponse<String> refused = scim.send("POST", "/Users", body);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(body(refused).path("scimType").asText()).startsWith("invalid");
    assertThat(scim.send("POST", "/Users", user(name())).statusCode()).isEqualTo(201);
  }

  @Test
  void createWhenTheBodyIsTooLargeThenRefusedAndLargeGroupsAreNot() throws Exception {
    String large = "x".repeat(1024 * 1024);
    HttpResponse<String> refused =
        scim.send("POST", "/Users", "{\"userName\":\"a\",\"x\":\"" + large + "\"}");
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains(Code.REQUEST_OVERSIZED.text());
    assertThat(
            scim.send(
                    "POST",
                    "/Users",
                    "{\"userName\":\"a\",\"x\":\"" + large.substring(800_000) + "\"}")
                .statusCode())
        .isEqualTo(413);
    String blanks = " ".repeat(2 * 1024 * 1024);
    assertThat(
            scim.send("POST", "/Groups", "{\"displayName\":\"" + name() + "\"" + blanks + "}")
                .statusCode())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName",
        "userName co \"a\"",
        "userName eq \"a",
        "password eq \"a\"",
        "displayName eq \"a\"",
        "manager eq \"a\"",
        "manager eq \"a\" and userName eq \"b\"",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq a",
        "not (x)"
      })
  void listWhenTheFilterIsNotUnderstoodThenRefused(String filter) throws Exception {
    HttpResponse<String> refused = scim.find("Users", filter);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(body(refused).path("scimType").asText()).isEqualTo("invalidFilter");
  }

  @Test
  void listWhenNobodyCanMatchThenEmptyAndOneThatIsMissingIsNotFound() throws Exception {
    String group =
        body(scim.send("POST", "/Groups", "{\"displayName\":\"" + name() + "\"}"))
            .path("id")
            .asText();
    for (String filter :
        new String[] {
          "id eq \"nobody\"",
          "id eq nobody and externalId eq a",
          "displayName eq a and displayName eq b"
        }) {
      assertThat(body(scim.find("Groups", filter)).path("totalResults").asInt(-1)).isZero();
    }
    assertThat(body(scim.find("Groups", "id eq \"" + group + "\"")).path("totalResults").asInt())
        .isEqualTo(1);
    assertThat(scim.send("GET", "/Users/" + UUID.randomUUID(), "").statusCode()).isEqualTo(404);
    assertThat(scim.send("GET", "/Users/" + group, "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'op':'Add','path':'manager','value':'@'}|manager",
        "{'op':'Add','path':'manager','value':[{'$ref':'x/@','value':'@'}]}|manager",
        "{'op':'Add','path':'@URN@manager','value':'@'}|@URN@manager",
        "{'op':'Add','path':'@URN@manager','value':[{'$ref':null,'value':'@'}]}|manager",
        "{'op':'replace','value':{'@URN@manager':{'value':'@'}}}|@URN@manager.value",
      })
  void referenceWhenCheckedThenTheManagerWhoWasSentLastAndNoOther(String operation, String asked)
      throws Exception {
    String urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
    String id = body(scim.send("POST", "/Users", user(name()))).path("id").asText();
    String attribute = asked.replace("@URN@", urn);
    String before = UUID.randomUUID().toString();
    String after = UUID.randomUUID().toString();
    assertThat(managed(id, attribute, before)).isZero();

    for (String manager : new String[] {before, after}) {
      String change = patch(operation.replace("@URN@", urn).replace("@", manager));
      assertThat(scim.send("PATCH", "/Users/" + id, change).statusCode()).isEqualTo(200);
      assertThat(managed(id, attribute, manager)).isEqualTo(1);
    }

    assertThat(managed(id, attribute, before)).isZero();
    assertThat(managed(UUID.randomUUID().toString(), attribute, after)).isZero();
    String name = "id eq " + id + " and " + attribute + " eq " + after + "&attributes=id";
    JsonNode found = body(scim.send("GET", "/Users?filter=" + name.replace(" ", "%20"), ""));
    assertThat(found.at("/Resources/0/id").asText()).isEqualTo(id);
    assertThat(found.at("/Resources/0").has("userName")).isFalse();
  }

  private int managed(String id, String attribute, String manager) throws Exception {
    String filter = "id eq \"" + id + "\" and " + attribute + " eq \"" + manager + "\"";
    HttpResponse<String> answer = scim.find("Users", filter);
    assertThat(answer.statusCode()).isEqualTo(200);
    return body(answer).path("totalResults").asInt(-1);
  }

  @Test
  void changeWhenTheVersionIsAnOldOneThenRefused() throws Exception {
    HttpResponse<String> created = scim.send("POST", "/Users", user(name()));
    String tag = created.headers().firstValue("ETag").orElseThrow();
    String path = "/Users/" + body(created).path("id").asText();
    String change = patch("{'op':'Replace','path':'title','value':'T'}");

    assertThat(scim.send("GET", path, "", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(scim.send("PATCH", path, change, "If-Match", tag).statusCode()).isEqualTo(200);
    assertThat(scim.send("PATCH", path, change, "If-Match", tag).statusCode()).isEqualTo(412);
    assertThat(scim.send("DELETE", path, "", "If-Match", tag).statusCode()).isEqualTo(412);
    assertThat(scim.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(scim.send("DELETE", path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void membersWhenRemovedInEitherDialectThenOnlyThoseNamedGo() throws Exception {
    String[] people = new String[3];
    for (int i = 0; i < people.length; i++) {
      people[i] = body(scim.send("POST", "/Users", user(name()))).path("id").asText();
    }
    String group =
        "/Groups/"
            + body(scim.send("POST", "/Groups", "{\"displayName\":\"" + name() + "\"}"))
                .path("id")
                .asText();
    assertThat(
            scim.send(
                    "PATCH",
                    group,
                    patch(
                        "{'op':'Add','path':'members','value':[{'$ref':null,'value':'%s'},{'value':'%s'},{'value':'%s'}]}"
                            .formatted((Object[]) people)))
                .statusCode())
        .isEqualTo(204);
    assertThat(members(group)).hasSize(3);

    scim.send(
        "PATCH",
        group,
        patch("{'op':'Remove','path':'members','value':[{'value':'" + people[0] + "'}]}"));
    assertThat(members(group)).hasSize(2);
    scim.send(
        "PATCH", group, patch("{'op':'remove','path':'members[value eq \"" + people[1] + "\"]'}"));
    assertThat(members(group)).hasSize(1);
    assertThat(members(group).get(0).path("value").asText()).isEqualTo(people[2]);
    scim.send("PATCH", group, patch("{'op':'Remove','path':'members','value':[]}"));
    assertThat(members(group)).hasSize(1);

    HttpResponse<String> refused =
        scim.send(
            "PATCH",
            group,
            patch("{'op':'Add','path':'members','value':[{'value':'" + UUID.randomUUID() + "'}]}"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(
            body(scim.find(
                    "Groups",
                    "id eq \"" + group.substring(8) + "\" and members eq \"" + people[2] + "\""))
                .path("totalResults")
                .asInt())
        .isEqualTo(1);
    assertThat(body(scim.send("GET", group + "?excludedAttributes=members", "")).has("members"))
        .isFalse();
  }

  private JsonNode members(String group) throws Exception {
    return body(scim.send("GET", group, "")).path("members");
  }

  private static String name() {
    return "user-" + UUID.randomUUID();
  }

  private static String user(String name) {
    return """
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0User"],
     "externalId":"ext-%1$s","userName":"%1$s","active":"True","password":"s3cret",
     "emails":[{"primary":true,"type":"work","value":"%1$s@partner.example"}],
     "name":{"givenName":"Jane","familyName":"Doe"},"addresses":null,"unknown":{"kept":7}}
    """
        .formatted(name);
  }

  private static String patch(String operations) {
    return ("{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
            + operations.replace("\"", "\\\"")
            + "]}")
        .replace('\'', '"');
  }

  private static JsonNode body(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
