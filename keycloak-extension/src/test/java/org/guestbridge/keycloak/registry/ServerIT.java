package org.guestbridge.keycloak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.Database;
import org.guestbridge.keycloak.harness.KeycloakHome;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakServer.Options;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.Test;

/** The jar that ships, in a server; and what a server does that cannot open its registry. */
class ServerIT {

  /** Provider ids by the name of their SPI. */
  private static final List<List<String>> PROVIDERS =
      List.of(
          List.of("identity-provider-mapper", "guestbridge-login"),
          List.of("guestbridge-registry", "default"),
          List.of("jpa-entity-provider", "guestbridge"),
          List.of("eventsListener", "guestbridge-policy-guard"),
          List.of("authenticator", "guestbridge-brokered-login"),
          List.of("authenticator", "guestbridge-first-login"),
          List.of("required-action", "guestbridge-release"),
          List.of("saml-authentication-preprocessor", "guestbridge-message-guard"),
          List.of("realm-restapi-extension", "guestbridge"),
          List.of("protocol-mapper", "guestbridge-saml-nameid"),
          List.of("protocol-mapper", "guestbridge-saml-attributes"));

  @Test
  void serverWhenJarIsInProvidersThenEveryProviderComesFromIt() throws Exception {
    KeycloakServer server = KeycloakServer.shared();
    JsonNode providers = server.admin().get("/admin/serverinfo").required("providers");

    for (List<String> each : PROVIDERS) {
      assertThat(providers.path(each.get(0)).path("providers").has(each.get(1)))
          .as(each.toString())
          .isTrue();
    }
    Path deployed =
        KeycloakHome.of(Database.POSTGRES)
            .directory()
            .resolve("providers/guestbridge-keycloak.jar");
    assertThat(Files.mismatch(deployed, KeycloakHome.providerJar())).isEqualTo(-1);
    try (ZipFile jar = new ZipFile(deployed.toFile())) {
      assertThat(jar.getEntry("org/guestbridge/keycloak/registry/RegistrySpi.class")).isNotNull();
    }
  }

  /** On Keycloak's own H2 file, as for a trial. */
  @Test
  void logInWhenTheRegistryKeyIsMissingThenRefusedAndWhenItIsThereReleasedAndTheSameAgain()
      throws Exception {
    try (KeycloakServer server =
            Options.on(KeycloakHome.of(Database.DEV_FILE), Database.DEV_FILE.lease())
                .keyLater()
                .start();
        KeycloakSite site = KeycloakSite.create(server)) {
      Person early = site.invite("nina.nokey@partner.example");
      assertThat(new Browser(site).reachAnswer(early).outcome()).isEqualTo("key_ring_unreadable");
      assertThat(server.log()).contains("registry not open code=key_ring_unreadable");
      assertThat(site.user("nina.nokey@guests.example.com")).isEmpty();

      server.writeKey();
      assertThat(new Browser(site).logIn(early).outcome()).isEqualTo("released");
      Person first = site.invite("hugo.two@partner.example");
      Person second = site.invite("hugo.two@supplier.example");

      assertThat(new Browser(site).logIn(first).outcome()).isEqualTo("released");
      assertThat(new Browser(site).logIn(second).outcome()).isEqualTo("released");
      assertThat(new Browser(site).logIn(first).outcome()).isEqualTo("released");

      JsonNode users = site.admin().get(site.adminPath("/users?search=hugo.two"));
      assertThat(users).hasSize(2);
      assertThatCode(() -> site.user("hugo.two@guests.example.com").orElseThrow())
          .doesNotThrowAnyException();
    }
  }
}
