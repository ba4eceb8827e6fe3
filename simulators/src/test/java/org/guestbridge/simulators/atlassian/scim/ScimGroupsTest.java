package org.guestbridge.simulators.atlassian.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.simulators.atlassian.scim.ScimClient.user;

import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups: names that never change, members that are users, and their limits. */
class ScimGroupsTest {
  private SimulatedAtlassian atlassian;
  private AtlassianScim scim;
  private ScimClient client;
  private String one;
  private String two;

  @BeforeEach
  void start() throws Exception {
    atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults());
    scim = AtlassianScim.register(atlassian, ScimSettings.defaults().withLimits(10, 2));
    client = new ScimClient(scim);
    one = client.create(user("one@example.com", "oid-1")).id();
    two = client.create(user("two@example.com", "oid-2")).id();
  }

  @AfterEach
  void stop() {
    atlassian.close();
  }

  @Test
  void groupWhenCreatedThenFoundAndShownAtItsMembers() throws Exception {
    ScimClient.Answer created = client.createGroup("Staff", one, two);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().path("members")).hasSize(2);
    assertThat(
            client
                .filter("/Groups", "displayName eq \"staff\"")
                .body()
                .path("totalResults")
                .asInt())
        .isEqualTo(1);
    assertThat(client.filter("/Groups", "id eq \"x\"").error()).isEqualTo("400 invalidFilter");
    assertThat(
            client
                .get("/Groups/" + created.id() + "?excludedAttributes=members")
                .body()
                .has("members"))
        .isFalse();
    assertThat(client.get("/Users/" + one).body().path("groups").path(0).path("display").asText())
        .isEqualTo("Staff");
    assertThat(client.get("/Groups").body().path("Resources")).hasSize(1);
  }

  @Test
  void groupWhenNameIsTakenThenConflictAndBuiltInIsNotSynced() throws Exception {
    client.createGroup("Staff");
    scim.organizationGroup("Local");
    assertThat(client.createGroup("STAFF").error()).isEqualTo("409 uniqueness");
    assertThat(client.createGroup("local").error()).isEqualTo("409 uniqueness");
    assertThat(scim.log().lines("due to existing group with same name in organization")).hasSize(2);
    assertThat(client.createGroup("site-admins", one).status()).isEqualTo(201);
    assertThat(scim.snapshot().groups())
        .extracting(DirectorySnapshot.Group::synced)
        .containsExactly(true, false);
    assertThat(scim.seats()).isZero();
  }

  @Test
  void groupWhenRenamedThenAnswersWithSuccessAndKeepsTheName() throws Exception {
    String id = client.createGroup("Staff", one).id();
    ScimClient.Answer patched =
        client.patchGroup(id, "{'op':'Replace','path':'displayName','value':'Other'}");
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.body().path("displayName").asText()).isEqualTo("Staff");
    assertThat(
            client
                .send("PUT", "/Groups/" + id, ScimClient.group("Third", two))
                .body()
                .path("displayName")
                .asText())
        .isEqualTo("Staff");
    assertThat(scim.snapshot().groups().get(0).members()).containsExactly(two);
    assertThat(scim.log().lines("a rename is ignored")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'op':'Add','path':'members','value':[{'$ref':null,'value':'TWO'}]}| 1 2",
        "{'op':'add','path':'members','value':[{'value':'ONE'}]}| 1",
        "{'op':'Remove','path':'members','value':[{'value':'ONE'}]}| ",
        "{'op':'Remove','path':'members','value':[{'value':'TWO'}]}| 1",
        "{'op':'remove','path':'members[value eq \\'ONE\\']'}| ",
        "{'op':'remove','path':'members[value eq \\'TWO\\']'}| 1",
        "{'op':'remove','path':'members'}| ",
        "{'op':'replace','path':'members','value':[{'value':'TWO'}]}| 2",
        "{'op':'replace','value':{'members':[{'value':'TWO'}]}}| 2",
        "{'op':'Replace','value':{'id':'ignored','displayName':'Staff'}}| 1",
      })
  void patchWhenMembersChangeThenExactlyThese(String operation, String expected) throws Exception {
    String id = client.createGroup("Staff", one).id();
    assertThat(client.patchGroup(id, named(operation)).status()).isEqualTo(200);
    assertThat(members()).isEqualTo(expected == null ? "" : expected.trim());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'op':'add','path':'members','value':[{'value':'nobody'}]}| 404 ",
        "{'op':'add','path':'members','value':[{'value':'TWO','type':'Group'}]}| 400 invalidValue",
        "{'op':'add','path':'members[value eq \\'TWO\\']','value':[]}| 400 invalidPath",
        "{'op':'add','path':'owners','value':[]}| 400 invalidPath",
        "{'op':'add','path':'members','value':[{'value':'TWO'},{'value':'THREE'}]}| 400 tooMany",
      })
  void patchWhenAMemberIsWrongThenRefusedAndNothingChanges(String operation, String expected)
      throws Exception {
    String three = client.create(user("three@example.com", "oid-3")).id();
    String id = client.createGroup("Staff", one).id();
    String all =
        "{'op':'remove','path':'members'},{'op':'add','path':'members','value':[{'value':'ONE'}]},"
            + operation;
    assertThat(client.patchGroup(id, named(all).replace("THREE", three)).error().trim())
        .isEqualTo(expected.trim());
    assertThat(members()).isEqualTo("1");
  }

  @Test
  void writeWhenAMemberIsUnknownThenBadRequestInsteadOfNotFound() throws Exception {
    assertThat(client.createGroup("Staff", "nobody").error()).isEqualTo("400 invalidValue");
    String id = client.createGroup("Staff", one).id();
    assertThat(client.send("PUT", "/Groups/" + id, ScimClient.group("Staff", "nobody")).status())
        .isEqualTo(400);
    assertThat(members()).isEqualTo("1");
  }

  @Test
  void groupWhenDeletedThenGoneAndItsNameIsFree() throws Exception {
    String id = client.createGroup("Staff", one).id();
    assertThat(client.send("DELETE", "/Groups/" + id, "").status()).isEqualTo(204);
    assertThat(client.get("/Groups/" + id).status()).isEqualTo(404);
    assertThat(scim.user(one).orElseThrow().groups()).isEmpty();
    assertThat(client.createGroup("Staff").status()).isEqualTo(201);
  }

  private String named(String operation) {
    return operation.replace("\\'", "\\\"").replace("ONE", one).replace("TWO", two);
  }

  private String members() {
    StringBuilder text = new StringBuilder();
    var members = scim.snapshot().groups().get(0).members();
    if (members.contains(one)) {
      text.append("1 ");
    }
    if (members.contains(two)) {
      text.append("2 ");
    }
    return text.toString().trim();
  }
}
