package org.guestbridge.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.Database;
import org.guestbridge.keycloak.harness.KeycloakHome;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Keycloak that lost the extension's jar, on a database with realm and sessions: it passes
 * mappers by that it does not have, and lets nobody in all the same.
 */
class JarGoneIT {

  private static final String LOCAL = "local.user";
  private static final String SECRET = "a-password-of-the-tests";
  private static final String ACTION = "TERMS_AND_CONDITIONS";

  @TempDir private Path directory;

  @Test
  void signInWhenTheJarIsGoneThenNoAssertionByAnyFlow() throws Exception {
    KeycloakServer whole = KeycloakServer.shared();
    KeycloakHome home = KeycloakHome.of(Database.POSTGRES).copy(directory.resolve("home"));
    try (KeycloakSite site = KeycloakSite.create(whole)) {
      Browser browser = new Browser(site);
      assertThat(browser.logIn(site.invite("gail.gone@partner.example")).outcome())
          .isEqualTo("released");
      addLocalUser(site);

      Files.delete(home.directory().resolve("providers/guestbridge-keycloak.jar"));
      home.build(Database.POSTGRES);
      try (KeycloakServer bare = whole.besides(home).withoutRegistryKey().start()) {
        KeycloakSite bareSite = site.at(bare);
        Browser.Answer refused = browser.at(bareSite).begin();
        assertThat(refused.isRedirect()).isFalse();
        assertThat(refused.body()).doesNotContain("SAMLResponse");

        bareSite.letPasswordsSignIn();
        assertThat(signIn(bareSite).body()).doesNotContain("SAMLResponse");

        switchActionOff(bareSite);
        assertThat(signIn(bareSite).body())
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
