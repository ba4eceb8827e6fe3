package org.guestbridge.keycloak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.Database;
import org.guestbridge.keycloak.harness.KeycloakHome;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of aliases when a realm is written out and read in again, when a Keycloak starts on
 * the database that knows nothing of what was before, and when that database dies.
 */
class PersistenceIT {

  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @TempDir private static Path directory;

  private static KeycloakSite site;
  private static KeycloakServer restarted;
  private static KeycloakSite again;
  private static List<Person> guests;
  private static List<Binding> bound;
  private static List<JsonNode> users;

  @BeforeAll
  static void exportImportAndStart() throws Exception {
    KeycloakServer before = KeycloakServer.shared();
    KeycloakHome home = KeycloakHome.of(Database.POSTGRES);
    site = KeycloakSite.create(before);
    guests =
        List.of(site.invite("rae.same@partner.example"), site.invite("rae.same@other.example"));
    for (Person guest : guests) {
      assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");
    }
    bound = bindings(site);
    users = users(site);

    String realm = site.realm().value();
    run(home, before.database(), "export", "--realm=" + realm, "--users=realm_file");
    run(home, before.database(), "import", "--override=true");
    restarted = before.besides(home).byAnotherUser().start();
    again = site.at(restarted);
  }

  @AfterAll
  static void stop() {
    if (restarted != null) {
      restarted.close();
    }
    site.close();
  }

  @Test
  void realmWhenExportedImportedAndStartedAgainThenEveryAliasAndUserAsBefore() throws Exception {
    for (Person guest : guests) {
      assertThat(new Browser(again).logIn(guest).outcome()).isEqualTo("released");
    }
    assertThat(bindings(again)).isEqualTo(bound);
    assertThat(users(again)).isEqualTo(users);
    assertThat(again.admin().get(again.adminPath("/users?search=rae.same"))).hasSize(2);
  }

  /**
   * Keycloak asks its database before it asks the extension, so a callback ends with Keycloak's own
   * page; whoever is past the callback is refused by the extension.
   */
  @Test
  void databaseWhenItDiesDuringASignInThenNoAssertionAndLaterTheSameAlias() throws Exception {
    Person guest = guests.get(0);
    Person newcomer = site.invite("nell.new@partner.example");
    assertThat(new Browser(again).logIn(guest).outcome()).isEqualTo("released");
    Browser away = new Browser(again);
    Browser.Answer answered = away.signIn(away.begin(), guest.key());
    Browser half = new Browser(again);
    Browser.Answer halfway = half.get(half.signIn(half.begin(), newcomer.key()).location());

    restarted
        .database()
        .whileDown(
            () -> {
              Browser.Answer failed = away.bring(answered);
              assertThat(failed.status()).isEqualTo(500);
              assertThat(failed.body())
                  .contains("kc-error-message")
                  .doesNotContain("SAMLResponse", "rae.same", "SQL");
              Browser.Answer refused = half.followToProvider(halfway);
              assertThat(refused.outcome()).isEqualTo("ledger_unavailable");
              assertThat(refused.body())
                  .containsPattern("id=\"guestbridge-reference\"[^>]*>[0-9a-f]");
            });

    logInBy(Instant.now().plus(RECOVERY), guest);
    logInBy(Instant.now().plus(RECOVERY), newcomer);
    assertThat(bindings(again)).isEqualTo(bound);
    assertThat(again.user("nell.new@guests.example.com")).isPresent();
  }

  /** Keycloak's pool finds out one by one which of its connections are dead. */
  private static void logInBy(Instant deadline, Person person) throws Exception {
    while (!new Browser(again).logIn(person).outcome().equals("released")) {
      if (Instant.now().isAfter(deadline)) {
        fail("nobody is released, though the database is back");
      }
    }
  }

  private static void run(
      KeycloakHome home, Database.Lease database, String command, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, "--optimized"));
    arguments.add("--dir=" + directory.resolve("realm"));
    arguments.addAll(List.of(options));
    arguments.addAll(database.options());
    home.run(directory.resolve(command + ".log"), arguments.toArray(String[]::new));
  }

  private static List<Binding> bindings(KeycloakSite at) {
    return guests.stream()
        .map(guest -> at.server().registry().find(at.realm(), guest).orElseThrow())
        .toList();
  }

  /** Keycloak's users of these aliases: id, name, mail, names and attributes. */
  private static List<JsonNode> users(KeycloakSite at) throws Exception {
    List<JsonNode> users = new ArrayList<>();
    for (Binding binding : bound) {
      JsonNode user = at.user(binding.address().orElseThrow().value()).orElseThrow();
      assertThat(user.at("/attributes/guestbridge.binding/0").asText())
          .isEqualTo(binding.id().toString());
      users.add(user);
    }
    return users;
  }
}
