package org.guestbridge.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.Database;
import org.guestbridge.keycloak.harness.KeycloakHome;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Keycloak that lost the extension's jar: it passes mappers by that it does not have, and lets
 * nobody in all the same.
 */
class JarGoneIT {

  private static final String LOCAL = "local.user";
  private static final String SECRET = "a-password-of-the-tests";
  private static final String ACTION = "TERMS_AND_CONDITIONS";

  @TempDir private Path directory;

  @Test
  void signInWhenTheJarIsGoneThenNoAssertionByAnyFlow() throws Exception {
    KeycloakHome home = KeycloakHome.of(Database.POSTGRES).copy(directory.resolve("home"));
    Database.Lease database = Database.POSTGRES.lease();
    int port = KeycloakServer.freePort();
    KeycloakServer whole = KeycloakServer.Options.on(home, database).port(port).start();
    try (KeycloakSite site = KeycloakSite.create(whole)) {
      Person guest = site.invite("gail.gone@partner.example");
      Browser browser = new Browser(site);
      assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
      addLocalUser(site);
      whole.close();

      Files.delete(home.directory().resolve("providers/guestbridge-keycloak.jar"));
      home.build(Database.POSTGRES);
      try (KeycloakServer bare =
          KeycloakServer.Options.on(home, database).withoutRegistryKey().port(port).start()) {
        assertThat(bare.base()).isEqualTo(whole.base());
        assertThat(browser.begin().body()).doesNotContain("SAMLResponse");
        assertThat(browser.begin().isRedirect()).isFalse();

        useFlowWithPassword(site);
        assertThat(signIn(site).body()).doesNotContain("SAMLResponse");

        switchActionOff(site);
        assertThat(signIn(site).body())
            .as("without the action, Keycloak lets a local user in")
            .contains("SAMLResponse");
      }
    }
  }

  private static void addLocalUser(KeycloakSite site) throws Exception {
    site.admin()
        .done(
            "POST",
            site.adminPath("/users"),
            "{\"username\":\""
                + LOCAL
                + "\",\"email\":\"local@example.com\",\"enabled\":true,\"credentials\":"
                + "[{\"type\":\"password\",\"value\":\""
                + SECRET
                + "\"}]}");
  }

  private static void useFlowWithPassword(KeycloakSite site) throws Exception {
    ObjectNode client =
        (ObjectNode)
            site.admin()
                .get(
                    site.adminPath(
                        "/clients?clientId=" + Browser.encode(site.atlassian().entityId())))
                .get(0);
    for (JsonNode flow : site.admin().get(site.adminPath("/authentication/flows"))) {
      if (flow.path("alias").asText().equals("browser")) {
        client
            .putObject("authenticationFlowBindingOverrides")
            .put("browser", flow.path("id").asText());
      }
    }
    site.admin().done("PUT", site.adminPath("/clients/" + client.path("id").asText()), client);
  }

  private static void switchActionOff(KeycloakSite site) throws Exception {
    String path = site.adminPath("/authentication/required-actions/" + ACTION);
    ObjectNode action = (ObjectNode) site.admin().get(path);
    action.put("enabled", false);
    site.admin().done("PUT", path, action);
  }

  private static Browser.Answer signIn(KeycloakSite site) throws Exception {
    Browser browser = new Browser(site);
    Browser.Answer form = browser.begin();
    return browser.followToProvider(
        browser.submit(form.form().with("username", LOCAL).with("password", SECRET)));
  }
}
