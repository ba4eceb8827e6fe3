package org.guestbridge.simulators.atlassian.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guestbridge.simulators.atlassian.scim.ScimClient.user;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.atlassian.Account;
import org.guestbridge.simulators.atlassian.Accounts;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.DomainState;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.Switch;
import org.guestbridge.simulators.atlassian.mail.MailTransport;
import org.guestbridge.simulators.atlassian.mail.SentMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What provisioning does to accounts, and to people outside the claimed domains. */
class ScimAccountsTest {
  private static final String JANE = "jane@guests.example.com";
  private static final String OUTSIDE = "jane@partner.example";

  private SimulatedAtlassian atlassian;
  private AtlassianScim scim;
  private Accounts accounts;
  private ScimClient client;

  @BeforeEach
  void start() {
    atlassian =
        SimulatedAtlassian.start(
            AtlassianSettings.defaults()
                .withDomains(
                    Map.of(
                        "guests.example.com", DomainState.VERIFIED,
                        "example.com", DomainState.VERIFIED,
                        "fresh.example.com", DomainState.VERIFIED_UNCLAIMED)));
    scim = AtlassianScim.register(atlassian, ScimSettings.defaults());
    accounts = atlassian.organization().accounts();
    client = new ScimClient(scim);
  }

  @AfterEach
  void stop() {
    atlassian.close();
  }

  @Test
  void createWhenAccountIsManagedAlreadyThenLinkedAndNotDoubled() throws Exception {
    Account known = accounts.add(JANE, Optional.of("id-jane"), "Old", "Name");
    int before = accounts.size();
    String id = client.create(user("JANE@guests.example.com", "oid-1")).id();
    assertThat(scim.user(id).orElseThrow().accountId()).contains(known.accountId());
    assertThat(accounts.size()).isEqualTo(before);
    assertThat(accounts.find(known.accountId()).orElseThrow().internalId()).contains("id-jane");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void createWhenAccountIsSomebodysOwnThenClaimedOnlyAutomatically(
      boolean automatic, boolean linked) throws Exception {
    Account own = accounts.addUnmanaged(JANE, "Own", "Account");
    if (!automatic) {
      atlassian.organization().switches().turnOff(Switch.AUTOMATIC_DOMAIN_CLAIM);
    }
    String id = client.create(user(JANE, "oid-1")).id();
    assertThat(scim.user(id).orElseThrow().accountId().isPresent()).isEqualTo(linked);
    assertThat(accounts.find(own.accountId()).orElseThrow().managed()).isEqualTo(linked);
  }

  @ParameterizedTest
  @CsvSource({
    "jane@guests.example.com, true",
    "jane@fresh.example.com, false",
    "jane@partner.example, false"
  })
  void createWhenDomainIsNotClaimedThenExternal(String email, boolean managed) throws Exception {
    String id = client.create(user(email, "oid-1")).id();
    assertThat(scim.user(id).orElseThrow().accountId().isPresent()).isEqualTo(managed);
    assertThat(accounts.findByEmail(email).isPresent()).isEqualTo(managed);
  }

  @Test
  void createWhenOldBehaviourIsOnThenUnverifiedDomainsAreRefused() throws Exception {
    atlassian.organization().switches().turnOn(Switch.SCIM_REFUSES_UNVERIFIED_DOMAINS);
    assertThat(client.create(user(OUTSIDE, "oid-1")).body().path("detail").asText())
        .endsWith(", primary email, is not a managed user");
    assertThat(client.create(user(JANE, "oid-2")).status()).isEqualTo(201);
    assertThat(scim.log().lines("is not a managed user")).hasSize(1);
  }

  @Test
  void externalWhenAddedToAGroupThenInvitedOnceAndUnlinkedByAnUpdate() throws Exception {
    String id = client.create(user(OUTSIDE, "oid-1")).id();
    assertThat(scim.mail().sent()).isEmpty();
    client.createGroup("One", id);
    client.createGroup("Two", id);
    assertThat(scim.mail().sentTo(OUTSIDE)).hasSize(1);
    assertThat(scim.mail().sent().get(0).kind()).isEqualTo(SentMail.Kind.INVITATION);
    Account account = accounts.findByEmail(OUTSIDE).orElseThrow();
    assertThat(account.managed()).isFalse();
    assertThat(scim.user(id).orElseThrow().accountId()).contains(account.accountId());

    client.patchUser(id, "{'op':'replace','path':'displayName','value':'Jane Doe'}");
    assertThat(scim.user(id).orElseThrow().groups()).containsExactly("One", "Two");
    client.patchUser(id, "{'op':'replace','path':'displayName','value':'Changed Name'}");
    assertThat(scim.user(id).orElseThrow().groups()).isEmpty();
    assertThat(scim.user(id).orElseThrow().accountId()).isEmpty();
    assertThat(accounts.find(account.accountId())).contains(account);
    assertThat(scim.log().lines())
        .extracting(TroubleshootingLog.Line::text)
        .containsExactly(
            "Email update to unmanaged user with ID "
                + id
                + ", primary email jane@partner.example, unlinked any associated atlassian"
                + " account.");
  }

  @Test
  void managedWhenAddedToAGroupThenNotInvited() throws Exception {
    client.createGroup("One", client.create(user(JANE, "oid-1")).id());
    assertThat(scim.mail().sent()).isEmpty();
  }

  @Test
  void emailWhenChangedWithinClaimedDomainsThenSameAccount() throws Exception {
    String id = client.create(user(JANE, "oid-1")).id();
    client.createGroup("One", id);
    String account = scim.user(id).orElseThrow().accountId().orElseThrow();
    assertThat(email(id, "jane.new@example.com")).isEqualTo("200 ");
    assertThat(accounts.find(account).orElseThrow().email()).isEqualTo("jane.new@example.com");
    assertThat(scim.user(id).orElseThrow().groups()).containsExactly("One");
    assertThat(accounts.findByEmail(JANE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"jane@partner.example", "jane@fresh.example.com"})
  void emailWhenItLeavesTheClaimedDomainsThenUnlinkedAndOutOfGroups(String target)
      throws Exception {
    String id = client.create(user(JANE, "oid-1")).id();
    client.createGroup("One", id);
    String account = scim.user(id).orElseThrow().accountId().orElseThrow();
    assertThat(email(id, target)).isEqualTo("200 ");
    assertThat(scim.user(id).orElseThrow().accountId()).isEmpty();
    assertThat(scim.user(id).orElseThrow().groups()).isEmpty();
    assertThat(accounts.find(account).orElseThrow().email()).isEqualTo(JANE);
    assertThat(accounts.find(account).orElseThrow().active()).isTrue();
    assertThat(scim.log().lines("unlinked")).hasSize(1);
  }

  @Test
  void emailWhenTargetIsAnotherAccountsThenConflict() throws Exception {
    String id = client.create(user(JANE, "oid-1")).id();
    accounts.add("taken@example.com", Optional.empty(), "Other", "Person");
    assertThat(email(id, "taken@example.com")).isEqualTo("409 uniqueness");
    assertThat(scim.user(id).orElseThrow().email()).isEqualTo(JANE);
    assertThat(email(id, "free@example.com")).isEqualTo("200 ");
  }

  @Test
  void emailWhenExternalMovesToAClaimedDomainThenASecondAccount() throws Exception {
    String id = client.create(user("jane@fresh.example.com", "oid-1")).id();
    client.createGroup("One", id);
    int before = accounts.size();
    assertThat(email(id, JANE)).isEqualTo("200 ");
    assertThat(accounts.size()).isEqualTo(before + 1);
    assertThat(accounts.findByEmail("jane@fresh.example.com")).isPresent();
    assertThat(accounts.findByEmail(JANE).orElseThrow().managed()).isTrue();
  }

  @Test
  void activeWhenFalseThenAccountIsDeactivatedUntilTrueAgain() throws Exception {
    String id = client.create(user(JANE, "oid-1")).id();
    client.createGroup("One", id);
    assertThat(scim.seats()).isEqualTo(1);
    client.patchUser(id, "{'op':'Replace','path':'active','value':'False'}");
    assertThat(accounts.findByEmail(JANE).orElseThrow().active()).isFalse();
    assertThat(scim.seats()).isZero();
    client.patchUser(id, "{'op':'Replace','path':'active','value':'True'}");
    assertThat(accounts.findByEmail(JANE).orElseThrow().active()).isTrue();
    assertThat(scim.seats()).isEqualTo(1);
  }

  @Test
  void deleteWhenManagedThenRecordIsGoneAndARecreationLinksAgain() throws Exception {
    String id = client.create(user(JANE, "oid-1")).id();
    client.createGroup("One", id);
    String account = scim.user(id).orElseThrow().accountId().orElseThrow();
    assertThatThrownBy(() -> scim.editAccount(account, a -> a.withNames("By", "Hand")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(client.send("DELETE", "/Users/" + id, "").status()).isEqualTo(204);
    assertThat(client.send("DELETE", "/Users/" + id, "").status()).isEqualTo(404);
    assertThat(client.get("/Users/" + id).status()).isEqualTo(404);
    assertThat(accounts.find(account).orElseThrow().active()).isFalse();
    assertThat(scim.editAccount(account, a -> a.withNames("By", "Hand")).givenName())
        .isEqualTo("By");
    String again = client.create(user(JANE, "oid-1")).id();
    assertThat(again).isNotEqualTo(id);
    assertThat(scim.user(again).orElseThrow().accountId()).contains(account);
    assertThat(scim.user(again).orElseThrow().groups()).isEmpty();
    assertThat(accounts.find(account).orElseThrow().active()).isTrue();
  }

  @Test
  void deleteWhenOldBehaviourIsOnThenAccountStaysLocked() throws Exception {
    atlassian.organization().switches().turnOn(Switch.SCIM_DELETE_KEEPS_LINK);
    String id = client.create(user(JANE, "oid-1")).id();
    String account = scim.user(id).orElseThrow().accountId().orElseThrow();
    client.send("DELETE", "/Users/" + id, "");
    assertThatThrownBy(() -> scim.editAccount(account, a -> a.withNames("By", "Hand")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void displayNameWhenChangedThenOverwritesBothNamesOfTheAccount() throws Exception {
    String id = client.create(user(JANE, "oid-1")).id();
    client.patchUser(id, "{'op':'replace','path':'name.givenName','value':'Ignored'}");
    assertThat(accounts.findByEmail(JANE).orElseThrow().givenName()).isEqualTo("Jane");
    client.patchUser(id, "{'op':'replace','path':'displayName','value':'Jane M. Roe'}");
    assertThat(accounts.findByEmail(JANE).orElseThrow().givenName()).isEqualTo("Jane M.");
    assertThat(accounts.findByEmail(JANE).orElseThrow().surname()).isEqualTo("Roe");
  }

  @Test
  void mailWhenItBouncedThenSuppressedUntilUnblocked() throws Exception {
    client.create(user(JANE, "oid-1"));
    assertThat(scim.notify(JANE, "hello").outcome()).isEqualTo(SentMail.Outcome.ACCEPTED);
    scim.mail().bounce(JANE);
    assertThat(scim.notify(JANE, "hello").outcome()).isEqualTo(SentMail.Outcome.BOUNCED);
    scim.mail().accept(JANE);
    assertThat(scim.notify(JANE, "hello").outcome()).isEqualTo(SentMail.Outcome.SUPPRESSED);
    assertThat(scim.mail().unblock(JANE)).isTrue();
    assertThat(scim.notify(JANE, "hello").outcome()).isEqualTo(SentMail.Outcome.ACCEPTED);
    scim.mail().transport(message -> MailTransport.Delivery.DEFERRED);
    assertThat(scim.notify(JANE, "hello").outcome()).isEqualTo(SentMail.Outcome.DEFERRED);
    assertThat(scim.mail().suppressed()).isEmpty();
  }

  @Test
  void organizationApiWhenKeyIsGoodThenReadsAndCutsLinks() throws Exception {
    String id = client.create(user(JANE, "oid-1")).id();
    String account = scim.user(id).orElseThrow().accountId().orElseThrow();
    assertThat(organization("GET", "/user/" + account + "/get-scim-links", "", true)).contains(id);
    assertThat(organization("GET", "/user/" + account + "/get-scim-links", "", false))
        .startsWith("401");
    assertThat(
            organization("POST", "/get-scim-links-for-email", "{\"email\":\"" + JANE + "\"}", true))
        .contains(id);
    String directory = "/scimDirectoryId/" + ScimSettings.DEFAULT_DIRECTORY;
    assertThat(organization("PATCH", directory + "/scimUserId/" + id + "/unlink", "", true))
        .startsWith("204");
    assertThat(scim.user(id).orElseThrow().accountId()).isEmpty();
    assertThat(organization("DELETE", "/user/" + account + "/onlyDeleteUserInDB", "", true))
        .startsWith("404");
  }

  private String email(String id, String to) throws Exception {
    return client
        .patchUser(
            id,
            "{'op':'Replace','path':'emails[type eq \\'work\\'].value','value':'"
                    .replace("\\'", "\\\"")
                + to
                + "'}")
        .error();
  }

  private String organization(String method, String path, String body, boolean goodKey)
      throws Exception {
    String url =
        atlassian.base()
            + "/admin/user-provisioning/v1/org/"
            + ScimSettings.DEFAULT_ORGANIZATION
            + path;
    String key = goodKey ? ScimSettings.DEFAULT_ORGANIZATION_KEY : "other";
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + key)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
