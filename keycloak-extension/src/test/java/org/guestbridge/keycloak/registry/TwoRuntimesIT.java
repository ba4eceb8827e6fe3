package org.guestbridge.keycloak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.guestbridge.keycloak.harness.Assertion;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.keycloak.harness.StandaloneBroker;
import org.guestbridge.realm.golden.Answer;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Keycloak and a standalone broker, each a process as it is shipped, on one PostgreSQL: the same
 * people come by either to the same application.
 */
class TwoRuntimesIT {

  @TempDir private static Path directory;

  private static KeycloakSite site;
  private static StandaloneBroker broker;

  @BeforeAll
  static void start() throws Exception {
    site = KeycloakSite.create(KeycloakServer.shared());
    broker = StandaloneBroker.besides(site, directory);
  }

  @AfterAll
  static void stop() {
    broker.close();
    site.close();
  }

  @Test
  void aliasWhenKeycloakBoundItThenTheBrokerReleasesTheSame() throws Exception {
    Person first = site.invite("kit.two@partner.example");
    Person second = site.invite("kit.two@supplier.example");

    Answer.Released byKeycloak = released(atKeycloak(first));
    Answer.Released otherByKeycloak = released(atKeycloak(second));

    assertThat(byKeycloak.nameId()).isEqualTo("kit.two@guests.example.com");
    assertThat(otherByKeycloak.nameId()).isNotEqualTo(byKeycloak.nameId());
    assertThat(released(atBroker(second))).isEqualTo(otherByKeycloak);
    assertThat(released(atBroker(first))).isEqualTo(byKeycloak);
  }

  @Test
  void aliasWhenTheBrokerBoundItThenKeycloakReleasesTheSame() throws Exception {
    Person first = site.invite("bo.two@partner.example");
    Person second = site.invite("bo.two@supplier.example");
    Person employee = site.hire("eli.two@example.com");

    Answer.Released byBroker = released(atBroker(first));
    Answer.Released otherByBroker = released(atBroker(second));
    Answer.Released employeeByBroker = released(atBroker(employee));

    assertThat(byBroker.nameId()).isEqualTo("bo.two@guests.example.com");
    assertThat(otherByBroker.nameId()).isNotEqualTo(byBroker.nameId());
    assertThat(employeeByBroker.nameId()).isEqualTo("eli.two@example.com");
    assertThat(released(atKeycloak(second))).isEqualTo(otherByBroker);
    assertThat(released(atKeycloak(first))).isEqualTo(byBroker);
    assertThat(released(atKeycloak(employee))).isEqualTo(employeeByBroker);
  }

  @Test
  void bindingWhenHeldAtTheBrokersCommandLineThenKeycloakRefusesUntilItIsReleased()
      throws Exception {
    Person guest = site.invite("hal.two@partner.example");
    Answer.Released before = released(atKeycloak(guest));

    broker.order("hold", before.nameId());
    assertThat(atKeycloak(guest).outcome()).isEqualTo("binding_held");
    assertThat(atBroker(guest).body()).contains("binding_held");

    broker.order("release", before.nameId());
    assertThat(released(atKeycloak(guest))).isEqualTo(before);
  }

  @Test
  void bindingWhenHeldInKeycloakThenTheBrokerRefuses() throws Exception {
    Person guest = site.invite("ann.two@partner.example");
    String alias = released(atBroker(guest)).nameId();
    site.server()
        .registry()
        .hold(site.realm(), site.server().registry().find(site.realm(), guest).orElseThrow().id());

    assertThat(atBroker(guest).body()).contains("binding_held").doesNotContain(alias);
  }

  private static Browser.Answer atKeycloak(Person person) throws Exception {
    site.introduce();
    return new Browser(site).logIn(person);
  }

  private static Browser.Answer atBroker(Person person) throws Exception {
    broker.introduce();
    return broker.browser().logIn(person);
  }

  private static Answer.Released released(Browser.Answer answer) {
    assertThat(answer.outcome()).isEqualTo("released");
    return Assertion.of(answer.form().fields().get("SAMLResponse")).released();
  }
}
