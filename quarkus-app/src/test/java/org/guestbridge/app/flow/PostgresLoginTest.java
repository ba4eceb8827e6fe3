package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.Test;

/** The registry's part of a login, on a real PostgreSQL. */
@QuarkusTest
@WithTestResource(
    value = BrokerUnderTest.class,
    initArgs = @ResourceArg(name = "database", value = "postgres"))
class PostgresLoginTest {

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);

  @Test
  void logInWhenRegistryIsPostgresThenFirstAgainAndCollisionAsOnH2() throws Exception {
    Person anna = site.invite("anna.pg@partner.example");
    Person other = site.invite("anna.pg@supplier.example");

    Register.Count before = register.count();

    SamlAnswer first = browser.logIn(anna).saml();
    SamlAnswer again = browser.logIn(anna).saml();
    SamlAnswer collision = browser.logIn(other).saml();

    assertThat(register.databaseProduct()).isEqualTo("PostgreSQL");
    assertThat(first.nameId()).isEqualTo("anna.pg@guests.example.com");
    assertThat(again.nameId()).isEqualTo(first.nameId());
    assertThat(again.internalId()).isEqualTo(first.internalId());
    assertThat(collision.nameId()).endsWith("@guests.example.com").isNotEqualTo(first.nameId());
    assertThat(register.count())
        .isEqualTo(
            new Register.Count(before.bindings() + 2, before.addresses() + 2, before.marks() + 3));
  }

  @Test
  void deliverWhenTransactionIsUsedThenRefusedAndNothingWritten() throws Exception {
    Person guest = site.invite("uma.pg@partner.example");
    Browser.Answer begun = browser.begin();
    Browser.Post one = browser.signIn(begun, guest.key());
    Browser.Post two = browser.signIn(begun, guest.key());
    var kept = browser.cookies();
    assertThat(browser.submit(one).outcome()).isEqualTo("released");
    Register.Count before = register.count();
    browser.cookies(kept);

    assertThat(browser.submit(two).outcome()).isEqualTo("transaction_used");
    assertThat(register.count()).isEqualTo(before);
  }
}
