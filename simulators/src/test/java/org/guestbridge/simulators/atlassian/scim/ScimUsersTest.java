package org.guestbridge.simulators.atlassian.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.simulators.atlassian.scim.ScimClient.user;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.Switch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users: creating, reading, finding, changing and deleting, and what each refusal looks like. */
class ScimUsersTest {
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
  void createWhenGoodThenReadsBackWithTheAccount() throws Exception {
    ScimClient.Answer created = client.create(user("jane@guests.example.com", "oid-1"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.http().headers().firstValue("Location"))
        .contains(scim.base() + "/Users/" + created.id());
    assertThat(client.get("/Users/" + created.id()).body()).isEqualTo(created.body());
    String account =
        created.body().path(UserDocument.ATLASSIAN).path("atlassianAccountId").asText();
    assertThat(atlassian.organization().accounts().findByEmail("jane@guests.example.com"))
        .get()
        .satisfies(found -> assertThat(found.accountId()).isEqualTo(account))
        .satisfies(found -> assertThat(found.givenName()).isEqualTo("Jane"));
    assertThat(scim.counters().deliveries(created.id())).isEqualTo(1);
  }

  @Test
  void createWhenServersOwnAttributesAreSentThenIgnored() throws Exception {
    String body = user("jane@guests.example.com", "oid-1");
    String more =
        body.substring(0, body.length() - 1)
            + ",\"id\":\"mine\",\"groups\":[{\"value\":\"g\"}],\"userType\":\"Guest\"}";
    ScimClient.Answer created = client.create(more);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.id()).isNotEqualTo("mine");
    assertThat(created.body().path("groups")).isEmpty();
    assertThat(created.body().has("userType")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'active':true| 'active':'True'| 201 ",
        "'active':true| 'active':false| 201 ",
        "'active':true| 'active':'maybe'| 400 invalidValue",
        "'primary':true| 'primary':false| 400 invalidValue",
        "'type':'work','primary':true| 'type':'work'| 400 invalidValue",
        "'userName':'jane@guests.example.com',| | 400 invalidValue",
        "'userName':'jane@guests.example.com'| 'userName':7| 400 invalidValue",
        "'value':'jane@guests.example.com'| 'value':'jane'| 400 invalidValue",
        "'value':'jane@guests.example.com',| | 400 invalidValue",
        "core:2.0:User| core:2.0:Group| 400 invalidSyntax",
        "'active':true| 'active':true,'active':true| 400 invalidSyntax",
        "'active':true| 'active':| 400 invalidSyntax",
      })
  void createWhenOneThingChangesThenAnswered(String from, String to, String expected)
      throws Exception {
    String good = user("jane@guests.example.com", "oid-1");
    String changed = good.replace(from.replace('\'', '"'), to == null ? "" : to.replace('\'', '"'));
    assertThat(changed).isNotEqualTo(good);
    assertThat(client.create(changed).error().trim()).isEqualTo(expected.trim());
    assertThat(scim.userCount()).isEqualTo(expected.startsWith("201") ? 1 : 0);
  }

  @Test
  void createWhenMediaTypeIsJsonThenTakenAndOtherwiseNot() throws Exception {
    client.mediaType = "application/json; charset=utf-8";
    assertThat(client.create(user("jane@guests.example.com", "oid-1")).status()).isEqualTo(201);
    client.mediaType = "text/plain";
    assertThat(client.create(user("joe@guests.example.com", "oid-2")).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "joe@guests.example.com, joe@guests.example.com, oid-2, 201",
    "JANE@guests.example.com, joe@guests.example.com, oid-2, email",
    "joe@guests.example.com, Jane@guests.example.com, oid-2, userName",
    "joe@guests.example.com, joe@guests.example.com, oid-1, externalId",
    "joe@guests.example.com, joe@guests.example.com, OID-1, 201",
  })
  void createWhenSomethingIsTakenThenConflict(
      String email, String userName, String externalId, String expected) throws Exception {
    client.create(user("jane@guests.example.com", "oid-1"));
    String body =
        user(email, externalId).replace("\"userName\":\"" + email, "\"userName\":\"" + userName);
    ScimClient.Answer answer = client.create(body);
    if (expected.equals("201")) {
      assertThat(answer.status()).isEqualTo(201);
    } else {
      String value =
          expected.equals("email") ? email : expected.equals("userName") ? userName : externalId;
      assertThat(answer.error()).isEqualTo("409 uniqueness");
      assertThat(answer.body().path("detail").asText())
          .isEqualTo("Resource [USER]: with " + expected + "[" + value + "] already exists.");
    }
  }

  @Test
  void createWhenExternalIdsNeedNotBeUniqueThenTheDuplicateIsRemembered() throws Exception {
    atlassian.organization().switches().turnOff(Switch.SCIM_EXTERNAL_ID_IS_UNIQUE);
    client.create(user("jane@guests.example.com", "oid-1"));
    assertThat(scim.counters().duplicates()).isEmpty();
    String second = client.create(user("joe@guests.example.com", "oid-1")).id();
    client.send("DELETE", "/Users/" + second, "");
    assertThat(scim.usersByExternalId("oid-1")).hasSize(1);
    assertThat(scim.counters().duplicates()).containsExactly("oid-1");
    assertThat(scim.counters().creations("oid-1")).isEqualTo(2);
  }

  @Test
  void createWhenDirectoryIsFullThenRefused() throws Exception {
    SimulatedAtlassian small = SimulatedAtlassian.start(AtlassianSettings.defaults());
    try (small) {
      AtlassianScim two = AtlassianScim.register(small, ScimSettings.defaults().withLimits(2, 1));
      ScimClient other = new ScimClient(two);
      assertThat(other.create(user("a@example.com", "1")).status()).isEqualTo(201);
      assertThat(other.create(user("b@example.com", "2")).status()).isEqualTo(201);
      assertThat(other.create(user("c@example.com", "3")).error()).isEqualTo("400 tooMany");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "userName eq \"jane@guests.example.com\"| 1",
        "USERNAME EQ \"Jane@Guests.example.com\"| 1",
        "externalId eq \"oid-1\"| 1",
        "externalId eq \"OID-1\"| 0",
        "userName eq \"nobody\"| 0",
        "userName eq nobody| 400",
        "userName co \"jane\"| 400",
        "userName eq \"a\" or userName eq \"b\"| 400",
        "externalId eq \"oid-1\" and active eq true| 400",
        "emails[type eq \"work\"].value eq \"jane@guests.example.com\"| 400",
        "displayName eq \"Jane Doe\"| 400",
        "id eq \"1\"| 400",
      })
  void listWhenFilteredThenOneExactMatchOrRefused(String filter, int expected) throws Exception {
    client.create(user("jane@guests.example.com", "oid-1"));
    ScimClient.Answer answer = client.filter("/Users", filter);
    if (expected == 400) {
      assertThat(answer.error()).isEqualTo("400 invalidFilter");
    } else {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().path("totalResults").asInt()).isEqualTo(expected);
      assertThat(answer.body().path("Resources")).hasSize(expected);
    }
  }

  @Test
  void listWhenPagedThenEverybodyOnceAndAHundredAtMost() throws Exception {
    for (int number = 0; number < 205; number++) {
      client.create(user("u" + number + "@example.com", "oid-" + number));
    }
    assertThat(client.get("/Users").body().path("Resources")).hasSize(100);
    assertThat(client.get("/Users?count=200").body().path("itemsPerPage").asInt()).isEqualTo(100);
    List<String> seen = new ArrayList<>();
    for (int start = 1; start <= 205; start += 100) {
      client
          .get("/Users?startIndex=" + start + "&count=100")
          .body()
          .path("Resources")
          .forEach(each -> seen.add(each.path("id").asText()));
    }
    assertThat(seen).hasSize(205);
    assertThat(new HashSet<>(seen)).hasSize(205);
    assertThat(client.get("/Users?count=0").body().path("totalResults").asInt()).isEqualTo(205);
    assertThat(client.get("/Users?startIndex=206").body().path("Resources")).isEmpty();
    assertThat(client.get("/Users?startIndex=x").status()).isEqualTo(400);
    assertThat(client.get("/Users?sortBy=userName").status()).isEqualTo(400);
    atlassian.organization().switches().turnOn(Switch.SCIM_LARGE_PAGES);
    assertThat(client.get("/Users?count=200").body().path("Resources")).hasSize(200);
  }

  @Test
  void readWhenAttributesAreChosenThenOnlyTheseAndNeverBothWays() throws Exception {
    String id = client.create(user("jane@guests.example.com", "oid-1")).id();
    assertThat(client.get("/Users/" + id + "?attributes=userName,name.givenName").body())
        .hasToString(
            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\","
                + "\"urn:scim:schemas:extension:atlassian-external:1.0\"],\"id\":\""
                + id
                + "\",\"userName\":\"jane@guests.example.com\","
                + "\"name\":{\"givenName\":\"Jane\",\"familyName\":\"Doe\"}}");
    assertThat(client.get("/Users/" + id + "?excludedAttributes=emails").body().has("emails"))
        .isFalse();
    assertThat(client.get("/Users/" + id + "?attributes=a&excludedAttributes=b").status())
        .isEqualTo(400);
    assertThat(client.get("/Users/other").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'op':'Replace','path':'displayName','value':'X'}| X Jane Doe true",
        "{'op':'replace','value':{'displayName':'X','name.givenName':'K'}}| X K Doe true",
        "{'op':'replace','value':{'name':{'familyName':'Z'}}}| Jane Doe Jane Z true",
        "{'op':'Replace','path':'active','value':'False'}| Jane Doe Jane Doe false",
        "{'op':'replace','path':'active','value':false}| Jane Doe Jane Doe false",
        "{'op':'Add','path':'name.givenName','value':'K'}| Jane Doe K Doe true",
        "{'op':'Remove','path':'displayName'}| Jane Doe true",
        "{'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:displayName','value':'X'}|"
            + " X Jane Doe true",
        "{'op':'Replace','path':'emails[type eq \\'work\\'].value','value':'j2@guests.example.com'}|"
            + " Jane Doe Jane Doe true j2",
      })
  void patchWhenOperationIsKnownThenApplied(String operation, String expected) throws Exception {
    String id = client.create(user("jane@guests.example.com", "oid-1")).id();
    ScimClient.Answer answer = client.patchUser(id, operation.replace("\\'", "\\\""));
    assertThat(answer.status()).isEqualTo(200);
    DirectorySnapshot.User user = scim.user(id).orElseThrow();
    String shown =
        String.join(
            " ",
            user.displayName().orElse(""),
            user.givenName().orElse(""),
            user.familyName().orElse(""),
            String.valueOf(user.active()),
            user.email().startsWith("j2@") ? "j2" : "");
    assertThat(shown.trim()).isEqualTo(expected.trim());
    assertThat(answer.body().path("id").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'op':'replace','path':'id','value':'X'}| 400 mutability",
        "{'op':'replace','path':'groups','value':[]}| 400 mutability",
        "{'op':'replace','path':'nothing','value':'X'}| 400 invalidPath",
        "{'op':'replace','path':'emails[type eq \\'home\\'].value','value':'a@b'}| 400 noTarget",
        "{'op':'replace','path':'emails[type ne \\'home\\'].value','value':'a@b'}| 400 invalidPath",
        "{'op':'remove','path':'userName'}| 400 invalidValue",
        "{'op':'remove','path':'emails'}| 400 invalidValue",
        "{'op':'remove'}| 400 noTarget",
        "{'op':'move','path':'userName'}| 400 invalidSyntax",
        "{'op':'replace','path':'displayName'}| 400 invalidSyntax",
        "{'op':'replace','path':'displayName','value':7}| 400 invalidValue",
        "{'op':'replace','value':'X'}| 400 invalidSyntax",
      })
  void patchWhenOperationIsWrongThenRefusedAndNothingChanges(String operation, String expected)
      throws Exception {
    String id = client.create(user("jane@guests.example.com", "oid-1")).id();
    DirectorySnapshot before = scim.snapshot();
    String both = "{'op':'replace','path':'title','value':'T'}," + operation.replace("\\'", "\\\"");
    assertThat(client.patchUser(id, both).error()).isEqualTo(expected);
    assertThat(scim.snapshot()).isEqualTo(before);
    assertThat(client.get("/Users/" + id).body().has("title")).isFalse();
  }

  @Test
  void patchWhenListOfOperationsIsInLowerCaseThenTaken() throws Exception {
    String id = client.create(user("jane@guests.example.com", "oid-1")).id();
    String body =
        ScimClient.patch("{'op':'replace','path':'title','value':'T'}")
            .replace("Operations", "operations");
    assertThat(client.send("PATCH", "/Users/" + id, body).status()).isEqualTo(200);
    assertThat(client.send("PATCH", "/Users/" + id, "{\"Operations\":[]}").error())
        .isEqualTo("400 invalidSyntax");
    assertThat(client.send("PATCH", "/Users/nobody", body).status()).isEqualTo(404);
  }

  @Test
  void replaceWhenAttributeIsLeftOutThenCleared() throws Exception {
    String id = client.create(user("jane@guests.example.com", "oid-1")).id();
    String body =
        user("jane@guests.example.com", "oid-1").replace("\"displayName\":\"Jane Doe\",", "");
    assertThat(client.send("PUT", "/Users/" + id, body).status()).isEqualTo(200);
    assertThat(scim.user(id).orElseThrow().displayName()).isEmpty();
    assertThat(client.send("PUT", "/Users/" + id, body).status()).isEqualTo(200);
    assertThat(scim.counters().redundantWrites()).isEqualTo(1);
    assertThat(scim.counters().deliveries(id)).isEqualTo(3);
  }

  @Test
  void resourceWhenMethodOrPathIsUnknownThenSaysSo() throws Exception {
    assertThat(client.send("PUT", "/Users", "{}").status()).isEqualTo(405);
    assertThat(client.send("POST", "/Bulk", "{}").status()).isEqualTo(404);
    assertThat(client.get("/Me").status()).isEqualTo(404);
    assertThat(
            client.get("/ServiceProviderConfig").body().path("patch").path("supported").asBoolean())
        .isTrue();
    assertThat(client.get("/ResourceTypes").body().path("totalResults").asInt()).isEqualTo(2);
    assertThat(client.get("/ResourceTypes/User").status()).isEqualTo(200);
    assertThat(client.get("/Schemas").body().path("totalResults").asInt()).isEqualTo(3);
    assertThat(client.get("/Schemas/" + UserDocument.ENTERPRISE).status()).isEqualTo(200);
    assertThat(client.get("/Schemas/urn:none").status()).isEqualTo(404);
  }
}
