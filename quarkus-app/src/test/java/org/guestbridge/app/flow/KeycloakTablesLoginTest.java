package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.Test;

/** Sign-ins on tables that Keycloak made, with migration off. */
@QuarkusTest
@WithTestResource(
    value = BrokerUnderTest.class,
    initArgs = @ResourceArg(name = "database", value = "keycloak"))
class KeycloakTablesLoginTest {

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);

  @Test
  void logInWhenTablesAreKeycloaksThenFirstAgainAndCollision() throws Exception {
    Person anna = site.invite("anna.kc@partner.example");
    Person other = site.invite("anna.kc@supplier.example");

    SamlAnswer first = browser.logIn(anna).saml();
    SamlAnswer again = browser.logIn(anna).saml();
    SamlAnswer collision = browser.logIn(other).saml();

    assertThat(register.databaseProduct()).isEqualTo("PostgreSQL");
    assertThat(first.nameId()).isEqualTo("anna.kc@guests.example.com");
    assertThat(again.internalId()).isEqualTo(first.internalId());
    assertThat(collision.nameId()).endsWith("@guests.example.com").isNotEqualTo(first.nameId());
  }
}
