package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.OidcFlavour;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SignInPage;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers of Azure AD B2C who forgot their password, through the whole broker. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class PasswordResetTest {

  private static final Pattern UPSTREAMS = Pattern.compile("upstreams:\n.*?\n\n", Pattern.DOTALL);
  private static final String RESET = "    passwordReset: B2C_1_reset\n";

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private SimulatedEntra b2c;

  @BeforeEach
  void serveUserFlows() throws IOException {
    b2c =
        SimulatedEntra.start(
            EntraSettings.defaults()
                .withFlavour(OidcFlavour.b2c("B2C_1_susi", "B2C_1_reset"))
                .withClient(EntraSettings.DEFAULT_CLIENT_ID, Optional.of(Site.CLIENT_SECRET)));
    serve(RESET);
  }

  @AfterEach
  void serveTheUsualRealm() throws IOException {
    register.serve(site, text -> text);
    b2c.close();
  }

  @Test
  void forgottenPasswordLeadsToTheResetAndBackToTheSignIn() throws Exception {
    Person customer = invite("forgetful@partner.example");
    Register.Count before = register.count();
    Browser.Answer begun = browser.begin();
    assertThat(begun.location().getPath()).contains("/B2C_1_susi/");

    Browser.Answer toReset = browser.submit(forgets(begun));
    assertThat(toReset.status()).isEqualTo(303);
    assertThat(toReset.location().getPath()).contains("/B2C_1_reset/");
    assertThat(browser.cookies()).hasSize(1);

    Browser.Answer toSignIn = browser.submit(browser.signIn(toReset, customer.key()));
    assertThat(toSignIn.status()).isEqualTo(303);
    assertThat(toSignIn.location().getPath()).contains("/B2C_1_susi/");
    assertThat(register.count()).isEqualTo(before);

    Browser.Answer released = browser.submit(browser.signIn(toSignIn, customer.key()));
    assertThat(released.saml().nameId()).isEqualTo("forgetful@guests.example.com");
    browser.deliver(released);
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void forgottenPasswordWithoutAResetIsRefusedAndTheTwinSucceeds() throws Exception {
    Person customer = invite("no.reset@partner.example");
    serve("");
    long audited = register.audited();

    Browser.Answer refused = browser.submit(forgets(browser.begin()));

    assertThat(refused.outcome()).isEqualTo(Code.UPSTREAM_PASSWORD_FORGOTTEN.text());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(register.auditedSince(audited))
        .containsExactly("refused " + Code.UPSTREAM_PASSWORD_FORGOTTEN.text());
    assertThat(browser.cookies()).isEmpty();
    assertThat(browser.logIn(customer).outcome()).isEqualTo("released");
  }

  @Test
  void cancelledSignInIsRefused() throws Exception {
    Browser.Answer refused = browser.submit(leaves(browser.begin(), "yes"));

    assertThat(refused.outcome()).isEqualTo(Code.UPSTREAM_CANCELLED.text());
  }

  private Browser.Post forgets(Browser.Answer begun) throws Exception {
    return leaves(begun, "password");
  }

  private Browser.Post leaves(Browser.Answer begun, String way) throws Exception {
    return browser.get(URI.create(begun.location() + "&" + SignInPage.CANCEL + "=" + way)).form();
  }

  private void serve(String reset) throws IOException {
    String upstream =
        """
        upstreams:
          entra:
            type: azure-b2c
            authority: "%s"
            tenantName: %s
            tenant: "%s"
            policies: [B2C_1_susi]
        %s    clientId: "%s"
            credential: { secret: "${file:client-secret}" }

        """
            .formatted(
                b2c.authority(),
                b2c.settings().initialDomain(),
                EntraSettings.DEFAULT_TENANT,
                reset,
                EntraSettings.DEFAULT_CLIENT_ID);
    register.serve(
        site, text -> UPSTREAMS.matcher(text).replaceFirst(Matcher.quoteReplacement(upstream)));
  }

  private Person invite(String mail) {
    Person customer =
        Person.person(
                "customer-" + UUID.randomUUID(),
                PersonKind.ENTRA_GUEST,
                UUID.randomUUID().toString())
            .displayName("Carla Customer")
            .names("Carla", "Customer")
            .preferredUsername(mail)
            .email(mail)
            .build();
    b2c.directory().add(customer);
    return customer;
  }
}
