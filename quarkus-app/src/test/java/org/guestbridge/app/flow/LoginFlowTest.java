package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guestbridge.simulators.atlassian.Account;
import org.guestbridge.simulators.atlassian.Linking;
import org.guestbridge.simulators.atlassian.Organization;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People sign in from the application's button to the application's account. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class LoginFlowTest {

  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  @Inject Register register;
  @Inject AdjustableClock clock;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @Test
  void logInWhenEmployeeThenTheirOwnAddressPassesThrough() throws Exception {
    SamlAnswer answer = browser.logIn("employee").saml();

    assertThat(answer.nameId()).isEqualTo("maria.meyer@example.com");
    assertThat(browser.cookies()).isEmpty();
  }

  /** Nobody told the application of the person before: it makes the account of the assertion. */
  @ParameterizedTest
  @CsvSource({"jo.first, Jo First, Jo, First", "kay.nameless, , Kay, Nameless"})
  void logInWhenForTheFirstTimeThenAtlassianMakesAManagedAccountWithTheNames(
      String local, String names, String given, String surname) throws Exception {
    Organization organization = site.atlassian().organization();
    Person guest = site.invite(local + "@partner.example");
    site.entra()
        .directory()
        .change(
            guest.key(),
            person ->
                names == null
                    ? person.withoutNames().displayName("")
                    : person.names(given, surname).displayName(names));
    String alias = local + "@guests.example.com";
    assertThat(organization.accounts().findByEmail(alias)).isEmpty();

    SamlAnswer saml = browser.logIn(guest).saml();

    assertThat(organization.lastLogin().linking()).contains(Linking.CREATED);
    Account account = organization.accounts().findByEmail(alias).orElseThrow();
    assertThat(account.managed()).isTrue();
    assertThat(account.singleSignOn()).isTrue();
    assertThat(account.givenName()).isEqualTo(given);
    assertThat(account.surname()).isEqualTo(surname);
    assertThat(account.internalId()).contains(saml.internalId());

    browser.logIn(guest);
    assertThat(organization.lastLogin().linking()).contains(Linking.BY_INTERNAL_ID);
    assertThat(organization.lastLogin().account()).contains(account);
  }

  @Test
  void logInWhenGuestComesAgainThenSameAliasSameIdAndNoNewAccount() throws Exception {
    Person guest = site.invite("anna.again@partner.example");
    SamlAnswer first = browser.logIn(guest).saml();
    int accounts = site.atlassian().organization().accounts().size();
    Register.Count before = register.count();

    SamlAnswer second = browser.logIn(guest).saml();

    assertThat(first.nameId()).isEqualTo("anna.again@guests.example.com");
    assertThat(second.nameId()).isEqualTo(first.nameId());
    assertThat(second.internalId()).isEqualTo(first.internalId());
    assertThat(site.atlassian().organization().accounts().size()).isEqualTo(accounts);
    assertThat(register.count())
        .isEqualTo(new Register.Count(before.bindings(), before.addresses(), before.marks() + 1));
  }

  @Test
  void logInWhenAnotherGuestHasTheLocalPartThenSuffix() throws Exception {
    SamlAnswer first = browser.logIn(site.invite("kim.same@partner.example")).saml();
    SamlAnswer second = browser.logIn(site.invite("kim.same@supplier.example")).saml();

    assertThat(first.nameId()).isEqualTo("kim.same@guests.example.com");
    assertThat(second.nameId()).matches("kim\\.same[-.][a-z0-9]+@guests\\.example\\.com");
    assertThat(second.internalId()).isNotEqualTo(first.internalId());
  }

  @ParameterizedTest
  @CsvSource({
    "otp, olaf@guests.example.com",
    "google, gina.gomez@guests.example.com",
    "msa, max.muster@guests.example.com",
    "saml-federated, fred@guests.example.com",
    "cross-tenant-member, carl.cross@guests.example.com",
    "converted-internal, kai@guests.example.com",
    "internal-guest, ines.intern@example.com",
    "member-without-idp, mika.member@example.com",
    "hostile, maria.meyer@guests.example.com",
  })
  void logInWhenAccountIsOfAKindThenItsAddress(String person, String address) throws Exception {
    Browser.Answer answer = browser.logIn(person);

    assertThat(answer.outcome()).isEqualTo("released");
    assertThat(answer.saml().nameId()).isEqualTo(address);
    assertThat(answer.saml().attributes()).containsEntry(CLAIMS + "emailaddress", address);
  }

  @Test
  void logInWhenReleasedThenAssertionSaysExactlyThisAndNoUpstreamAddress() throws Exception {
    Person guest = site.invite("Alia.Exact@partner.example");
    Browser.Answer begun = browser.begin();
    Browser.Answer answer = browser.submit(browser.signIn(begun, guest.key()));
    SamlAnswer saml = answer.saml();

    assertThat(saml.attributes())
        .isEqualTo(
            Map.of(
                CLAIMS + "givenname", "Gwen",
                CLAIMS + "surname", "Guest",
                CLAIMS + "emailaddress", "alia.exact@guests.example.com",
                CLAIMS + "name", saml.internalId()));
    assertThat(saml.internalId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(saml.only("NameID").getAttribute("Format"))
        .isEqualTo("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
    assertThat(saml.only("Audience").getTextContent()).isEqualTo(site.atlassian().entityId());
    assertThat(saml.only("SubjectConfirmationData").getAttribute("Recipient"))
        .isEqualTo(site.atlassian().assertionConsumerService().toString());
    assertThat(saml.xml().toLowerCase(Locale.ROOT))
        .doesNotContain("partner.example")
        .doesNotContain(guest.objectId().toString())
        .doesNotContain("fabrikam");
    browser.deliver(answer);
  }

  @Test
  void logInWhenForceAuthnThenFreshSignInIsAskedFor() throws Exception {
    Person guest = site.invite("fay.fresh@partner.example");
    URI request = SamlRequest.redirect(site, clock.instant(), "ForceAuthn=\"true\"", "r");
    Browser.Answer begun = browser.get(request);

    Browser.Answer answer = browser.submit(browser.signIn(begun, guest.key()));

    assertThat(begun.location().getQuery()).contains("prompt=login").contains("max_age=0");
    assertThat(answer.outcome()).isEqualTo("released");
  }

  @Test
  void logInWhenRelayStateHas512BytesThenItReturnsVerbatim() throws Exception {
    String relayState = "<&\"'+% ü>".repeat(50) + "twelve bytes";
    assertThat(relayState.getBytes(StandardCharsets.UTF_8)).hasSize(512);
    Person guest = site.invite("rita.relay@partner.example");
    Browser.Answer begun = browser.begin("?relay=" + Browser.encode(relayState));

    Browser.Answer answer = browser.submit(browser.signIn(begun, guest.key()));

    assertThat(answer.form().fields()).containsEntry("RelayState", relayState);
    browser.deliver(answer);
  }

  @Test
  void logInWhenTwoTabsFinishInReverseOrderThenEachAnswersItsOwnRequest() throws Exception {
    Person one = site.invite("tab.one@partner.example");
    Person two = site.invite("tab.two@partner.example");
    Browser.Answer firstTab = browser.begin("?relay=first");
    Browser.Answer secondTab = browser.begin("?relay=second");

    Browser.Answer second = browser.submit(browser.signIn(secondTab, two.key()));
    Browser.Answer first = browser.submit(browser.signIn(firstTab, one.key()));

    assertThat(first.form().fields()).containsEntry("RelayState", "first");
    assertThat(first.saml().nameId()).isEqualTo("tab.one@guests.example.com");
    assertThat(second.form().fields()).containsEntry("RelayState", "second");
    assertThat(second.saml().nameId()).isEqualTo("tab.two@guests.example.com");
    browser.deliver(second);
    browser.deliver(first);
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void beginWhenSameRequestArrivesAgainThenANewTransaction() throws Exception {
    Person guest = site.invite("rhea.reload@partner.example");
    URI request = SamlRequest.redirect(site, clock.instant(), "", "reload");
    Browser.Answer first = browser.get(request);
    Browser.Answer again = browser.get(request);

    assertThat(again.location()).isNotEqualTo(first.location());
    assertThat(browser.cookies()).hasSize(2);
    assertThat(browser.submit(browser.signIn(again, guest.key())).outcome()).isEqualTo("released");
    assertThat(browser.submit(browser.signIn(first, guest.key())).outcome()).isEqualTo("released");
  }

  @Test
  void beginWhenNineTransactionsThenTheOldestIsDropped() throws Exception {
    Person guest = site.invite("nina.nine@partner.example");
    List<Browser.Answer> begun = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      begun.add(browser.begin());
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(browser.cookies()).hasSize(8);
    List<String> outcomes = new ArrayList<>();
    for (Browser.Answer each : begun) {
      outcomes.add(browser.submit(browser.signIn(each, guest.key())).outcome());
    }
    assertThat(outcomes.stream().filter("released"::equals)).hasSize(8);
    assertThat(outcomes.get(0)).isEqualTo("transaction_missing");
  }

  @Test
  void logInWhenResponseModeIsQueryThenReleasedWithALaxCookie() throws Exception {
    Person guest = site.invite("quinn.query@partner.example");
    register.serve(site, text -> text.replace("responseMode: form_post", "responseMode: query"));
    try {
      Browser.Answer begun = browser.begin();
      Browser.Answer answer = browser.get(browser.signInAnswer(begun, guest.key()).location());

      assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
          .contains("SameSite=Lax")
          .contains("HttpOnly");
      assertThat(answer.saml().nameId()).isEqualTo("quinn.query@guests.example.com");
      browser.deliver(answer);
    } finally {
      register.serve(site, text -> text);
    }
  }
}
