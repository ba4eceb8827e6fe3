package org.guestbridge.keycloak.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.keycloak.harness.AuthnRequest;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.keycloak.harness.RegistryView;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Fault;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of a realm by which Keycloak names, finds and updates users: none changes an alias. */
class RealmVariantsIT {

  private final KeycloakServer server = KeycloakServer.shared();
  private final RegistryView registry = server.registry();

  /** Settings that an administrator may have changed. */
  static Stream<Arguments> variants() {
    return Stream.of(
        variant("import", realm -> syncMode(realm, "IMPORT")),
        variant("legacy", realm -> syncMode(realm, "LEGACY")),
        variant("mail.name", realm -> realm.put("registrationEmailAsUsername", true)),
        variant(
            "mail.twice",
            realm ->
                realm.put("loginWithEmailAllowed", false).put("duplicateEmailsAllowed", true)));
  }

  private static Arguments variant(String local, Consumer<ObjectNode> rework) {
    return Arguments.of(local, rework);
  }

  private static void syncMode(ObjectNode realm, String mode) {
    ((ObjectNode) realm.at("/identityProviders/0/config")).put("syncMode", mode);
    ((ObjectNode) realm.at("/identityProviderMappers/0/config")).put("syncMode", mode);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void logInWhenTheRealmIsSetUpSoThenEachGuestKeepsTheAlias(
      String local, Consumer<ObjectNode> rework) throws Exception {
    try (KeycloakSite site = KeycloakSite.prepared(server)) {
      site.importRealm(UnaryOperator.identity(), rework);
      Person first = site.invite(local + "@partner.example");
      Person second = site.invite(local + "@supplier.example");
      assertThat(new Browser(site).logIn(first).outcome()).isEqualTo("released");
      assertThat(new Browser(site).logIn(second).outcome()).isEqualTo("released");
      Binding firstBound = registry.find(site.realm(), first).orElseThrow();
      Binding secondBound = registry.find(site.realm(), second).orElseThrow();
      String user = user(site, firstBound).path("id").asText();
      site.entra().directory().replace(first.toBuilder().names("Newly", "Named").build());

      assertThat(new Browser(site).logIn(first).outcome()).isEqualTo("released");
      assertThat(new Browser(site).logIn(second).outcome()).isEqualTo("released");

      assertThat(registry.find(site.realm(), first)).hasValue(firstBound);
      assertThat(registry.find(site.realm(), second)).hasValue(secondBound);
      JsonNode again = user(site, firstBound);
      assertThat(again.path("id").asText()).isEqualTo(user);
      assertThat(again.path("lastName").asText()).isEqualTo("Named");
      assertThat(user(site, secondBound).path("id").asText()).isNotEqualTo(user);
    }
  }

  @Test
  void logInWhenAnAdministratorLinkedAPersonToAnothersUserThenRefusedAndBothKeepTheirAlias()
      throws Exception {
    try (KeycloakSite site = KeycloakSite.create(server)) {
      Person owner = site.invite("otto.owner@partner.example");
      Person other = site.invite("lisa.linked@partner.example");
      assertThat(new Browser(site).logIn(owner).outcome()).isEqualTo("released");
      Binding bound = registry.find(site.realm(), owner).orElseThrow();
      String links =
          site.adminPath(
              "/users/" + user(site, bound).path("id").asText() + "/federated-identity/entra");
      site.admin().done("DELETE", links, null);
      site.admin().done("POST", links, Map.of("userId", key(other), "userName", "lisa"));

      assertThat(new Browser(site).reachAnswer(other).outcome())
          .isEqualTo("keycloak_account_conflict");
      assertThat(new Browser(site).logIn(owner).outcome()).isEqualTo("released");
      assertThat(new Browser(site).logIn(other).outcome()).isEqualTo("released");

      assertThat(registry.find(site.realm(), owner)).hasValue(bound);
      Binding otherBound = registry.find(site.realm(), other).orElseThrow();
      assertThat(otherBound.address().orElseThrow().value())
          .isEqualTo("lisa.linked@guests.example.com");
      assertThat(user(site, otherBound).path("id")).isNotEqualTo(user(site, bound).path("id"));
    }
  }

  @Test
  void logInWhenSeveralUsersHaveTheAliasAsMailThenRefusedAndNoneIsTakenOver() throws Exception {
    try (KeycloakSite site = KeycloakSite.prepared(server)) {
      site.importRealm(
          UnaryOperator.identity(),
          realm -> realm.put("loginWithEmailAllowed", false).put("duplicateEmailsAllowed", true));
      for (String name : List.of("one", "two")) {
        Map<String, Object> holder =
            Map.of("username", name, "email", "mo.mail@guests.example.com", "enabled", true);
        site.admin().done("POST", site.adminPath("/users"), holder);
      }
      Person guest = site.invite("mo.mail@partner.example");

      assertThat(new Browser(site).reachAnswer(guest).outcome())
          .isEqualTo("keycloak_account_conflict");
      assertThat(site.admin().get(site.adminPath("/users/count")).asInt()).isEqualTo(2);
    }
  }

  @Test
  void logInWhenTheRegistryDoesNotAnswerThenAPageWithCodeAndReferenceAndNobodyIsBound()
      throws Exception {
    try (KeycloakSite site = KeycloakSite.create(server)) {
      Person guest = site.invite("dora.down@partner.example");

      registry.whileLocked(
          () -> {
            Browser.Answer answer = new Browser(site).reachAnswer(guest);
            assertThat(answer.outcome()).isEqualTo("ledger_unavailable");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).containsPattern("id=\"guestbridge-reference\"[^>]*>[0-9a-f]");
          });

      assertThat(registry.find(site.realm(), guest)).isEmpty();
      assertThat(site.user("dora.down@guests.example.com")).isEmpty();
      assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");
    }
  }

  @Test
  void logInWhenRefusedAndTheAuditLogIsOutOfReachThenTheRefusalStands() throws Exception {
    try (KeycloakSite site = KeycloakSite.create(server)) {
      Person guest = site.invite("nora.norecord@partner.example");
      Browser browser = new Browser(site);
      Browser.Answer asked =
          browser.followToProvider(browser.get(AuthnRequest.forced(site).address()));
      site.entra().faults().next(Fault.MISSING_AUTH_TIME);
      Browser.Answer stale = browser.signIn(asked, guest.key());

      registry.force("ALTER TABLE gb_audit RENAME TO gb_audit_away");
      try {
        assertThat(browser.bring(stale).outcome()).isEqualTo("token_freshness");
      } finally {
        registry.force("ALTER TABLE gb_audit_away RENAME TO gb_audit");
      }
    }
  }

  /** By which Keycloak links a user to the tenant's person. */
  private static String key(Person person) {
    return "entra:" + EntraSettings.DEFAULT_TENANT + ":" + person.objectId();
  }

  private static JsonNode user(KeycloakSite site, Binding binding) throws Exception {
    JsonNode user = site.user(binding.address().orElseThrow().value()).orElseThrow();
    assertThat(user.at("/attributes/guestbridge.binding/0").asText())
        .isEqualTo(binding.id().toString());
    return user;
  }
}
