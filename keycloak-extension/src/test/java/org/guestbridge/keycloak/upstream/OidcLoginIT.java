package org.guestbridge.keycloak.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.keycloak.harness.RegistryView;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People come through Keycloak from a simulated Entra, and get the alias of the registry. */
class OidcLoginIT {

  private static KeycloakSite site;
  private static RegistryView registry;

  private final Browser browser = new Browser(site);

  @BeforeAll
  static void start() throws Exception {
    KeycloakServer server = KeycloakServer.shared();
    site = KeycloakSite.create(server);
    registry = server.registry();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void logInWhenEmployeeThenTheirOwnAddressPassesThrough() throws Exception {
    Person employee = site.hire("emil.own@example.com");

    assertThat(browser.logIn(employee).outcome()).isEqualTo("released");

    Binding binding = registry.find(site.realm(), employee).orElseThrow();
    assertThat(binding.kind()).isEqualTo(BindingKind.PASS_THROUGH);
    JsonNode user = site.user("emil.own@example.com").orElseThrow();
    assertThat(user.path("email").asText()).isEqualTo("emil.own@example.com");
    assertThat(attribute(user, "guestbridge.binding")).isEqualTo(binding.id().toString());
  }

  @Test
  void logInWhenGuestComesAgainThenSameAliasSameUserAndOneBinding() throws Exception {
    Person guest = site.invite("anna.again@partner.example");

    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    JsonNode first = site.user("anna.again@guests.example.com").orElseThrow();
    long bindings = registry.count("gb_binding");
    assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");
    JsonNode second = site.user("anna.again@guests.example.com").orElseThrow();

    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(registry.count("gb_binding")).isEqualTo(bindings);
    assertThat(first.path("firstName").asText()).isEqualTo("Gwen");
    assertThat(first.path("lastName").asText()).isEqualTo("Guest");
    assertThat(attribute(first, "guestbridge.upstreamAddress"))
        .isEqualTo("anna.again@partner.example");
    assertThat(link(first))
        .isEqualTo("entra:" + site.entra().settings().tenantId() + ":" + guest.objectId());
  }

  @Test
  void logInWhenOnePersonComesFirstInSeveralBrowsersAtOnceThenAllAreReleasedAsOneUser()
      throws Exception {
    Person guest = site.invite("tess.twice@partner.example");
    List<Browser.Answer> away = new ArrayList<>();
    List<Browser> browsers = Stream.generate(() -> new Browser(site)).limit(4).toList();
    for (Browser each : browsers) {
      away.add(each.signIn(each.begin(), guest.key()));
    }

    ExecutorService together = Executors.newFixedThreadPool(browsers.size());
    List<Future<Browser.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < browsers.size(); i++) {
      Browser each = browsers.get(i);
      Browser.Answer back = away.get(i);
      answers.add(together.submit(() -> each.bring(back)));
    }
    for (Future<Browser.Answer> answer : answers) {
      assertThat(answer.get().outcome()).isEqualTo("released");
    }
    together.shutdown();

    JsonNode user = site.user("tess.twice@guests.example.com").orElseThrow();
    assertThat(link(user))
        .isEqualTo("entra:" + site.entra().settings().tenantId() + ":" + guest.objectId());
    assertThat(site.admin().get(site.adminPath("/users?search=tess.twice"))).hasSize(1);
  }

  @Test
  void logInWhenAnotherGuestHasTheLocalPartThenAnotherAliasAndAnotherUser() throws Exception {
    Person first = site.invite("kim.same@partner.example");
    Person second = site.invite("kim.same@supplier.example");

    assertThat(browser.logIn(first).outcome()).isEqualTo("released");
    assertThat(new Browser(site).logIn(second).outcome()).isEqualTo("released");

    String alias = address(second);
    assertThat(address(first)).isEqualTo("kim.same@guests.example.com");
    assertThat(alias).matches("kim\\.same[-.][a-z0-9]+@guests\\.example\\.com");
    assertThat(site.user(alias)).isPresent();
  }

  @Test
  void logInWhenUserWasDeletedThenTheSameAliasAgain() throws Exception {
    Person guest = site.invite("dora.deleted@partner.example");
    browser.logIn(guest);
    Binding before = registry.find(site.realm(), guest).orElseThrow();
    JsonNode user = site.user("dora.deleted@guests.example.com").orElseThrow();
    site.admin().done("DELETE", site.adminPath("/users/" + user.path("id").asText()), null);
    assertThat(site.user("dora.deleted@guests.example.com")).isEmpty();

    assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");

    JsonNode again = site.user("dora.deleted@guests.example.com").orElseThrow();
    assertThat(again.path("id")).isNotEqualTo(user.path("id"));
    assertThat(registry.find(site.realm(), guest).orElseThrow().id()).isEqualTo(before.id());
    assertThat(attribute(again, "guestbridge.binding")).isEqualTo(before.id().toString());
  }

  @Test
  void logInWhenAccountKindIsUnknownThenRefusedAuditedAndNoUser() throws Exception {
    Browser.Answer answer = browser.reachAnswer("unknown-kind");

    assertThat(answer.outcome()).isEqualTo("account_kind_unproven");
    assertThat(site.user("una@example.com")).isEmpty();
    assertThat(refusals("account_kind_unproven")).isNotEmpty();
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith("KEYCLOAK_IDENTITY"));
  }

  @Test
  void logInWhenBindingIsHeldThenRefusedWithoutHoldingTheUser() throws Exception {
    Person guest = site.invite("hanna.held@partner.example");
    browser.logIn(guest);
    registry.hold(site.realm(), registry.find(site.realm(), guest).orElseThrow().id());

    assertThat(new Browser(site).reachAnswer(guest).outcome()).isEqualTo("binding_held");
  }

  @Test
  void logInWhenRuleRefusesThenTheRulesOwnWordsOnThePage() throws Exception {
    Person banned = site.invite("bob@banned.example");

    Browser.Answer answer = browser.reachAnswer(banned);

    assertThat(answer.outcome()).isEqualTo("rule_refused");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("Ask your contact to sponsor your account.");
    assertThat(answer.body()).doesNotContain("bob@banned.example");
    assertThat(registry.find(site.realm(), banned)).isEmpty();
  }

  @Test
  void logInWhenCollisionsAreRefusedThenTheSecondIsRefused() throws Exception {
    Person first = site.invite("sam.strict@strict.example");
    Person second = site.invite("sam.strict@strict.example");

    assertThat(browser.logIn(first).outcome()).isEqualTo("released");
    assertThat(new Browser(site).reachAnswer(second).outcome()).isEqualTo("alias_taken");
  }

  @Test
  void logInWhenAnotherHumanIsBehindTheKeyThenHeld() throws Exception {
    Person guest = site.invite("iris.first@partner.example");
    browser.logIn(guest);
    site.entra()
        .directory()
        .replace(
            guest.toBuilder()
                .preferredUsername("next.human@partner.example")
                .email("next.human@partner.example")
                .build());

    assertThat(new Browser(site).reachAnswer(guest).outcome()).isEqualTo("identity_changed");
    assertThat(new Browser(site).reachAnswer(guest).outcome()).isEqualTo("binding_held");
  }

  @Test
  void logInWhenLocalUserHoldsTheAliasThenRefusedAndTheBindingStays() throws Exception {
    Person guest = site.invite("luke.local@partner.example");
    site.admin()
        .done(
            "POST",
            site.adminPath("/users"),
            "{\"username\":\"luke.local@guests.example.com\",\"enabled\":true}");

    assertThat(browser.reachAnswer(guest).outcome()).isEqualTo("keycloak_account_conflict");
    assertThat(address(guest)).isEqualTo("luke.local@guests.example.com");
  }

  @Test
  void logInWhenReleasedThenKeycloaksEventsNameTheDecisionAndNobody() throws Exception {
    Person guest = site.invite("eve.event@partner.example");
    browser.logIn(guest);
    browser.forget();
    browser.reachAnswer("unknown-kind");

    UUID binding = registry.find(site.realm(), guest).orElseThrow().id();
    JsonNode events = site.events();
    assertThat(events)
        .anySatisfy(
            event -> {
              assertThat(event.path("type").asText()).isEqualTo("IDENTITY_PROVIDER_LOGIN");
              assertThat(event.at("/details/binding").asText()).isEqualTo(binding.toString());
              assertThat(event.at("/details/rule").asText()).isEqualTo("guests");
            })
        .anySatisfy(
            event -> {
              assertThat(event.path("type").asText()).isEqualTo("IDENTITY_PROVIDER_LOGIN_ERROR");
              assertThat(event.path("error").asText()).isEqualTo("account_kind_unproven");
              assertThat(event.at("/details/correlation_id").asText()).matches("[0-9a-f]{16}");
            });
    assertThat(events)
        .filteredOn(event -> event.path("type").asText().equals("REGISTER"))
        .isNotEmpty()
        .noneSatisfy(event -> assertThat(event.toString()).contains("@"));
    assertThat(site.server().log()).doesNotContain("eve.event@partner.example");
  }

  private static String address(Person person) {
    return registry.find(site.realm(), person).orElseThrow().address().orElseThrow().value();
  }

  private static List<AuditRecord> refusals(String code) {
    return registry.audit(site.realm()).stream()
        .filter(event -> code.equals(event.details().get("code")))
        .toList();
  }

  private static String attribute(JsonNode user, String name) {
    return user.path("attributes").path(name).path(0).asText();
  }

  private static String link(JsonNode user) throws Exception {
    return site.admin()
        .get(site.adminPath("/users/" + user.path("id").asText() + "/federated-identity"))
        .get(0)
        .path("userId")
        .asText();
  }
}
