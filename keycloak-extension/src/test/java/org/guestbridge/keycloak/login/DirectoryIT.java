package org.guestbridge.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.DirectoryServer;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.simulators.entra.EntraSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * People of an LDAP directory that Keycloak federates: they come by a realm of their own, and by
 * the password that the directory has of them they get no assertion.
 */
class DirectoryIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static DirectoryServer directory;
  private static KeycloakSite site;

  @BeforeAll
  static void start() throws Exception {
    KeycloakServer server = KeycloakServer.shared();
    directory = DirectoryServer.start();
    site = KeycloakSite.prepared(server);
    String people = "people-" + UUID.randomUUID().toString().substring(0, 8);
    String issuer = server.base() + "/realms/" + people;
    site.admin().done("POST", "/admin/realms", Map.of("realm", people, "enabled", true));
    site.admin()
        .done(
            "POST",
            "/admin/realms/" + people + "/clients",
            Map.of(
                "clientId",
                "guestbridge",
                "secret",
                EntraSettings.DEFAULT_CLIENT_SECRET,
                "redirectUris",
                List.of(site.endpoint("entra")),
                "publicClient",
                false));
    directory.feed(site.admin(), people);
    site.importRealm(
        text ->
            text.replaceFirst(
                "(?s)    type: entra-oidc.*?\n\n",
                """
                    type: oidc
                    issuer: "%s"
                    clientId: guestbridge
                    credential: { secret: "\\${env:ENTRA_CLIENT_SECRET}" }

                """
                    .formatted(issuer)),
        imported ->
            ((ObjectNode) imported.at("/identityProviders/0/config"))
                .put("authorizationUrl", issuer + "/protocol/openid-connect/auth")
                .put("tokenUrl", issuer + "/protocol/openid-connect/token")
                .put("jwksUrl", issuer + "/protocol/openid-connect/certs"));
  }

  @AfterAll
  static void stop() {
    directory.close();
    site.close();
  }

  @Test
  void personWhenFromTheDirectorysRealmThenAnAliasAndTheSameAgainUntilRemoved() throws Exception {
    directory.add("lena", "lena.listed@partner.example");

    assertThat(signIn("lena").outcome()).isEqualTo("released");
    JsonNode user = site.user("lena.listed@guests.example.com").orElseThrow();
    assertThat(signIn("lena").outcome()).isEqualTo("released");
    assertThat(site.user("lena.listed@guests.example.com").orElseThrow()).isEqualTo(user);

    directory.remove("lena");
    assertThat(signIn("lena").body()).contains("name=\"password\"").doesNotContain("SAMLResponse");
  }

  @Test
  void personWhenOfTheVerifiedDomainThenAnExternalAllTheSame() throws Exception {
    directory.add("emil", "emil.listed@example.com");

    assertThat(signIn("emil").outcome()).isEqualTo("released");

    assertThat(site.user("emil.listed@guests.example.com")).isPresent();
    assertThat(site.user("emil.listed@example.com")).isEmpty();
  }

  @Test
  void personWhenTheRealmItselfIsFedFromTheDirectoryThenThePasswordGivesNoAssertion()
      throws Exception {
    directory.add("paul", "paul.listed@partner.example");
    try (KeycloakSite fed = KeycloakSite.create(KeycloakServer.shared())) {
      directory.feed(fed.admin(), fed.realm().value());
      assertThat(passwordGrant(fed, "paul").statusCode()).as("Keycloak takes it").isEqualTo(200);
      fed.letPasswordsSignIn();

      Browser browser = new Browser(fed);
      Browser.Answer answer = signIn(browser, browser.begin(), "paul");

      assertThat(answer.outcome()).isEqualTo("release_missing");
      assertThat(answer.body()).doesNotContain("SAMLResponse");
    }
  }

  @Test
  void employeeWhenTheRealmsDirectoryHasTheAddressThenRefusedAndNotMerged() throws Exception {
    directory.add("cora", "cora.listed@example.com");
    try (KeycloakSite fed = KeycloakSite.create(KeycloakServer.shared())) {
      directory.feed(fed.admin(), fed.realm().value());

      assertThat(new Browser(fed).reachAnswer(fed.hire("cora.listed@example.com")).outcome())
          .isEqualTo("keycloak_account_conflict");
      assertThat(new Browser(fed).logIn(fed.hire("carl.unlisted@example.com")).outcome())
          .isEqualTo("released");
    }
  }

  private static Browser.Answer signIn(String name) throws Exception {
    Browser browser = new Browser(site);
    return signIn(browser, browser.begin(), name);
  }

  private static Browser.Answer signIn(Browser browser, Browser.Answer form, String name)
      throws Exception {
    return browser.followToProvider(
        browser.submit(
            form.form().with("username", name).with("password", DirectoryServer.PASSWORD)));
  }

  private static HttpResponse<String> passwordGrant(KeycloakSite site, String name)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(site.issuer() + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=password&client_id=admin-cli&username="
                        + name
                        + "&password="
                        + DirectoryServer.PASSWORD))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
