package org.guestbridge.keycloak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.Database;
import org.guestbridge.keycloak.harness.KeycloakHome;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of aliases when a realm is written out and read in again, and a Keycloak starts on
 * the database that knows nothing of what was before.
 */
class PersistenceIT {

  @TempDir private Path directory;

  @Test
  void realmWhenExportedImportedAndStartedAgainThenEveryAliasAndUserAsBefore() throws Exception {
    KeycloakServer before = KeycloakServer.shared();
    KeycloakHome home = KeycloakHome.of(Database.POSTGRES);
    try (KeycloakSite site = KeycloakSite.create(before)) {
      List<Person> guests =
          List.of(site.invite("rae.same@partner.example"), site.invite("rae.same@other.example"));
      for (Person guest : guests) {
        assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");
      }
      List<Binding> bound = bindings(site, guests);
      List<JsonNode> users = users(site, bound);

      String realm = site.realm().value();
      run(home, before.database(), "export", "--realm=" + realm, "--users=realm_file");
      run(home, before.database(), "import", "--override=true");

      try (KeycloakServer after = before.besides(home).start()) {
        KeycloakSite again = site.at(after);
        for (Person guest : guests) {
          assertThat(new Browser(again).logIn(guest).outcome()).isEqualTo("released");
        }
        assertThat(bindings(again, guests)).isEqualTo(bound);
        assertThat(users(again, bound)).isEqualTo(users);
        assertThat(again.admin().get(again.adminPath("/users/count")).asInt()).isEqualTo(2);
      }
    }
  }

  private void run(KeycloakHome home, Database.Lease database, String command, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, "--optimized"));
    arguments.add("--dir=" + directory.resolve("realm"));
    arguments.addAll(List.of(options));
    arguments.addAll(database.options());
    home.run(directory.resolve(command + ".log"), arguments.toArray(String[]::new));
  }

  private static List<Binding> bindings(KeycloakSite site, List<Person> guests) {
    return guests.stream()
        .map(guest -> site.server().registry().find(site.realm(), guest).orElseThrow())
        .toList();
  }

  /** Keycloak's users of these aliases: id, name, mail, names and attributes. */
  private static List<JsonNode> users(KeycloakSite site, List<Binding> bindings) throws Exception {
    List<JsonNode> users = new ArrayList<>();
    for (Binding binding : bindings) {
      JsonNode user = site.user(binding.address().orElseThrow().value()).orElseThrow();
      assertThat(user.at("/attributes/guestbridge.binding/0").asText())
          .isEqualTo(binding.id().toString());
      users.add(user);
    }
    return users;
  }
}
