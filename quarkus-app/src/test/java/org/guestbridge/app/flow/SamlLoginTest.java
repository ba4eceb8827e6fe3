package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.saml.EntraSaml;
import org.guestbridge.simulators.saml.EncryptionTarget;
import org.guestbridge.simulators.saml.EncryptionTarget.KeyTransport;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider.Signatures;
import org.guestbridge.simulators.saml.idp.SamlFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People of one tenant sign in by SAML, from the application's button to its account. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class SamlLoginTest {

  @Inject Register register;
  @Inject AdjustableClock clock;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private SamlUpstreams upstreams;
  private EntraSaml saml;

  @BeforeEach
  void application() {
    upstreams = new SamlUpstreams(site, register);
    saml = upstreams.application();
  }

  @AfterEach
  void serveOpenIdConnect() throws IOException {
    clock.reset();
    upstreams.serveOpenIdConnect();
  }

  @Test
  void logInWhenTheSamePersonComesByEitherProtocolThenOneBinding() throws Exception {
    Person guest = site.invite("both.ways@partner.example");
    SamlAnswer byOpenIdConnect = browser.logIn(guest).saml();
    SamlAnswer employee = browser.logIn("employee").saml();
    Register.Count before = register.count();

    upstreams.serve(saml);
    SamlAnswer bySaml = browser.logIn(guest).saml();
    SamlAnswer employeeBySaml = browser.logIn("employee").saml();

    assertThat(bySaml.nameId()).isEqualTo("both.ways@guests.example.com");
    assertThat(bySaml.nameId()).isEqualTo(byOpenIdConnect.nameId());
    assertThat(bySaml.internalId()).isEqualTo(byOpenIdConnect.internalId());
    assertThat(bySaml.attributes()).isEqualTo(byOpenIdConnect.attributes());
    assertThat(employeeBySaml.nameId()).isEqualTo("maria.meyer@example.com");
    assertThat(employeeBySaml.internalId()).isEqualTo(employee.internalId());
    assertThat(register.count())
        .isEqualTo(new Register.Count(before.bindings(), before.addresses(), before.marks() + 2));
    assertThat(browser.cookies()).isEmpty();

    upstreams.serveOpenIdConnect();
    assertThat(browser.logIn(guest).saml().internalId()).isEqualTo(bySaml.internalId());
  }

  @Test
  void logInWhenFirstBySamlThenAliasAndNothingOfTheUpstreamLeaves() throws Exception {
    Person guest = site.invite("saml.first@partner.example");
    upstreams.serve(saml);

    Browser.Answer begun = browser.begin("?relay=kept");
    Browser.Answer answer = browser.submit(browser.signIn(begun, guest.key()));

    assertThat(begun.location().toString()).startsWith(saml.endpoint() + "?SAMLRequest=");
    assertThat(answer.form().fields()).containsEntry("RelayState", "kept");
    assertThat(answer.saml().nameId()).isEqualTo("saml.first@guests.example.com");
    assertThat(answer.saml().xml())
        .doesNotContain("partner.example")
        .doesNotContain(guest.objectId().toString());
    browser.deliver(answer);
    assertThat(saml.log().requests().get(0)).doesNotContain("NameIDPolicy", "ForceAuthn=\"true\"");
  }

  @Test
  void logInWhenCancelledThenDeniedAndTheTwinSucceeds() throws Exception {
    Person guest = site.invite("cancels@partner.example");
    upstreams.serve(saml);
    Browser.Answer begun = browser.begin();
    long audited = register.audited();

    Browser.Post page = browser.get(begun.location()).form();
    String query = "?sim_request=" + page.fields().get("sim_request") + "&sim_cancel=yes";
    Browser.Answer refused = browser.submit(browser.get(URI.create(page.uri() + query)).form());

    assertThat(refused.outcome()).isEqualTo("upstream_denied");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(register.auditedSince(audited)).containsExactly("refused upstream_denied");
    assertThat(browser.cookies()).isEmpty();
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
  }

  @Test
  void answerComesTwiceThenTheSecondIsRefused() throws Exception {
    Person guest = site.invite("replayed@partner.example");
    upstreams.serve(saml);
    Browser.Answer begun = browser.begin();
    Map<String, String> cookies = browser.cookies();
    Browser.Post post = browser.signIn(begun, guest.key());

    assertThat(browser.submit(post).outcome()).isEqualTo("released");
    assertThat(browser.submit(post).outcome()).isEqualTo("transaction_missing");
    browser.cookies(cookies);
    assertThat(browser.submit(post).outcome()).isEqualTo("transaction_used");
    assertThat(new Browser(site).submit(post).outcome()).isEqualTo("transaction_missing");
  }

  @Test
  void keyThatWasAnnouncedSignsWithoutAnotherLookAtTheMetadata() throws Exception {
    Person guest = site.invite("announced@partner.example");
    saml.keys().announceNext();
    upstreams.serve(saml);
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    saml.faults().untilCleared(SamlFault.METADATA_500);

    saml.keys().rollOver();

    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    saml.keys().rollOverSilently();
    assertThat(browser.logIn(guest).outcome()).isEqualTo("response_signature");
  }

  @Test
  void keyThatNobodyAnnouncedIsLookedForOnceInFiveMinutes() throws Exception {
    Person guest = site.invite("unannounced@partner.example");
    upstreams.serve(saml);
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");

    saml.keys().rollOver().withdrawOld();
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    saml.keys().rollOver();
    assertThat(browser.logIn(guest).outcome()).isEqualTo("response_signature");

    // The provider's clock stays behind: the signature is good now, and the answer is late.
    clock.advance(Duration.ofSeconds(301));
    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("response_time");
  }

  @ParameterizedTest
  @EnumSource(KeyTransport.class)
  void logInWhenEncryptedThenReadWithTheKeyThatTheMetadataOffer(KeyTransport transport)
      throws Exception {
    Person guest =
        site.invite("sealed-" + transport.name().toLowerCase(Locale.ROOT) + "@partner.example");
    upstreams.writeDecryption(SamlUpstreams.DECRYPTION);
    upstreams.serve(saml, "decryption: \"${file:decryption.pem}\"");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");

    EncryptionTarget target =
        new EncryptionTarget(upstreams.published(browser, "encryption"), transport);
    saml.register(upstreams.party().withEncryption(target));
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    assertThat(saml.log().responses().get(1)).contains("EncryptedAssertion");
    saml.register(upstreams.party().withEncryption(target).withSignatures(Signatures.BOTH));
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    saml.register(upstreams.party().withEncryption(target).withSignatures(Signatures.RESPONSE));
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
  }

  @Test
  void logInWhenEncryptedForSomebodyElseOrNotExpectedThenRefused() throws Exception {
    Person guest = site.invite("sealed.wrongly@partner.example");
    EncryptionTarget stranger = EncryptionTarget.of(TestKeys.STRANGER.certificate());
    saml.register(upstreams.party().withEncryption(stranger));
    upstreams.serve(saml);
    assertThat(browser.logIn(guest).outcome()).isEqualTo("response_encrypted");

    upstreams.writeDecryption(SamlUpstreams.DECRYPTION);
    upstreams.serve(saml, "decryption: \"${file:decryption.pem}\"");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("response_decryption");

    upstreams.writeDecryption(TestKeys.STRANGER);
    upstreams.serve(saml, "decryption: \"${file:decryption.pem}\"");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
  }

  @Test
  void logInWhenTheProviderWantsSignedRequestsThenTheyVerify() throws Exception {
    Person guest = site.invite("signed.request@partner.example");
    upstreams.serve(saml, "requestSigning: true");
    saml.register(upstreams.party().withSignedRequests(upstreams.published(browser, "signing")));

    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");

    upstreams.serve(saml);
    Browser.Answer page = browser.signInAnswer(browser.begin(), guest.key());
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("AADSTS76021");
  }

  @Test
  void logInWhenForceAuthnThenAskedForAndAnOldSignInIsRefused() throws Exception {
    Person guest = site.invite("forced@partner.example");
    upstreams.serve(saml);

    saml.faults().next(SamlFault.OLD_AUTHN_INSTANT);
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    saml.faults().next(SamlFault.OLD_AUTHN_INSTANT);
    assertThat(forced(guest).outcome()).isEqualTo("assertion_freshness");
    assertThat(forced(guest).outcome()).isEqualTo("released");
    assertThat(saml.log().requests().get(2)).contains("ForceAuthn=\"true\"");
  }

  private Browser.Answer forced(Person guest) throws Exception {
    URI request = SamlRequest.redirect(site, clock.instant(), "ForceAuthn=\"true\"", "r");
    return browser.submit(browser.signIn(browser.get(request), guest.key()));
  }

  @Test
  void responseThatNobodyAskedForIsRefusedUnlessTheUpstreamMaySendThose() throws Exception {
    Person guest = site.invite("unasked@partner.example");
    upstreams.serve(saml);
    assertThat(browser.submit(unsolicited(guest)).outcome()).isEqualTo("transaction_missing");

    upstreams.serve(saml, "unsolicited: true");
    Browser.Answer onward = browser.submit(unsolicited(guest));
    assertThat(onward.status()).isEqualTo(303);
    assertThat(onward.location()).isEqualTo(site.sso().resolve("../start"));

    upstreams.serve(
        saml,
        text ->
            text.replace(
                "\n    redirectOrigins:",
                "\n    idpInitiated: { relayStates: [] }\n    redirectOrigins:"),
        "unsolicited: true");
    Browser.Post post = unsolicited(guest);
    Browser.Answer answer = browser.submit(post);
    assertThat(answer.outcome()).isEqualTo("released");
    assertThat(answer.body()).contains("id=\"address\" class=\"address\">unasked@guests");
    assertThat(answer.saml().inResponseTo()).isEmpty();
    browser.deliver(answer);

    assertThat(browser.submit(post).outcome()).isEqualTo("transaction_used");
    Browser.Post answered = browser.signIn(browser.begin(), guest.key());
    assertThat(browser.submit(answered.without("RelayState")).outcome())
        .isEqualTo("response_request");
    assertThat(browser.submit(answered).outcome()).isEqualTo("released");
  }

  private Browser.Post unsolicited(Person guest) throws Exception {
    return browser
        .get(
            URI.create(
                saml.unsolicitedUrl()
                    + "?sp="
                    + Browser.encode(upstreams.party().entityId())
                    + "&sim_person="
                    + guest.key()))
        .form();
  }
}
