package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A realm with two tenants: people find theirs, by a hint or by asking, or begin by themselves. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class SeveralUpstreamsTest {

  private static final UUID OTHER_TENANT = UUID.fromString("0c7d1e2f-3a4b-4c5d-8e6f-7a8b9c0d1e2f");
  private static final Pattern LINK =
      Pattern.compile("<a class=\"choice\" href=\"([^\"]*)\">([^<]*)");

  @Inject Register register;
  @Inject AdjustableClock clock;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private SimulatedEntra other;

  @BeforeEach
  void serveTwoTenants() throws IOException {
    other =
        SimulatedEntra.start(
            EntraSettings.defaults()
                .withTenant(OTHER_TENANT)
                .withClient(EntraSettings.DEFAULT_CLIENT_ID, Optional.of(Site.CLIENT_SECRET)));
    register.serve(site, this::withTwoTenants);
  }

  @AfterEach
  void serveOneTenant() throws IOException {
    register.serve(site, text -> text);
    other.close();
    clock.reset();
  }

  @Test
  void beginWhenNoHintThenPageAsksInTheOrderOfTheFile() throws Exception {
    Browser.Answer page = browser.begin();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<h1>Where do you belong?</h1>").doesNotContain("<script");
    assertThat(links(page).stream().map(Map.Entry::getValue))
        .containsExactly("entra", "Partners &amp; Sons");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "form-action 'none'");
    assertThat(browser.cookies()).hasSize(1);
  }

  @Test
  void chooseThenEachUpstreamSignsItsOwnPeopleInAndNothingStays() throws Exception {
    Person here = site.invite("chosen.here@partner.example");
    Person there = inviteThere("chosen.there@partner.example");

    Browser.Answer first = chosen(browser.begin(), 0);
    Browser.Answer answer = browser.submit(browser.signIn(first, here.key()));
    assertThat(first.location().getPort()).isEqualTo(site.entra().authority().getPort());
    assertThat(answer.saml().nameId()).isEqualTo("chosen.here@guests.example.com");
    browser.deliver(answer);

    Browser.Answer second = chosen(browser.begin("?relay=kept"), 1);
    answer = browser.submit(browser.signIn(second, there.key()));
    assertThat(second.location().getPort()).isEqualTo(other.authority().getPort());
    assertThat(answer.saml().nameId()).isEqualTo("chosen.there@guests.example.com");
    assertThat(answer.form().fields()).containsEntry("RelayState", "kept");
    browser.deliver(answer);
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void hintOfAClaimedDomainGoesStraightThere() throws Exception {
    Browser.Answer begun = browser.get(hinted("Anna@Partner.Example"));

    assertThat(begun.status()).isEqualTo(303);
    assertThat(begun.location().getPort()).isEqualTo(other.authority().getPort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna@guests.example.com",
        "anna@sub.partner.example",
        "anna@supplier.example",
        "partner.example",
        "anna@partner.example@x",
        ""
      })
  void hintThatNamesNoUpstreamAsks(String hint) throws Exception {
    assertThat(links(browser.get(hinted(hint)))).hasSize(2);
  }

  @Test
  void hintOfAnAliasIsAnsweredAlikeWhetherSomebodyHasItOrNot() throws Exception {
    Person here = site.invite("known.alias@partner.example");
    Browser.Answer first = chosen(browser.begin(), 0);
    assertThat(browser.submit(browser.signIn(first, here.key())).saml().nameId())
        .isEqualTo("known.alias@guests.example.com");

    Browser.Answer known = browser.get(hinted("known.alias@guests.example.com"));
    Browser.Answer unknown = browser.get(hinted("nobodys.alias@guests.example.com"));

    assertThat(known.status()).isEqualTo(unknown.status());
    assertThat(withoutTransaction(known)).isEqualTo(withoutTransaction(unknown));
  }

  private static String withoutTransaction(Browser.Answer page) {
    return page.body().replaceAll("transaction=[A-Za-z0-9_-]+", "");
  }

  @Test
  void chooseAgainAfterGoingBackThenTheOtherUpstream() throws Exception {
    Browser.Answer page = browser.begin();
    Browser.Answer first = chosen(page, 0);
    Browser.Answer second = chosen(page, 1);

    assertThat(second.location().getPort()).isNotEqualTo(first.location().getPort());
    Person there = inviteThere("second.thought@partner.example");
    assertThat(browser.submit(browser.signIn(second, there.key())).outcome()).isEqualTo("released");
  }

  @Test
  void chooseInAnotherBrowserThenRefused() throws Exception {
    Browser.Answer page = browser.begin();

    assertThat(chosen(new Browser(site), page, 0).outcome()).isEqualTo("transaction_missing");
    assertThat(chosen(page, 0).status()).isEqualTo(303);
  }

  @Test
  void chooseWhenCookieIsAlteredThenRefused() throws Exception {
    Browser.Answer page = browser.begin();
    Map<String, String> cookies = browser.cookies();
    browser.cookies(Map.of(cookies.keySet().iterator().next(), "A".repeat(200)));

    assertThat(chosen(page, 0).outcome()).isEqualTo("transaction_invalid");
    browser.cookies(cookies);
    assertThat(chosen(page, 0).status()).isEqualTo(303);
  }

  @Test
  void chooseWhenTenMinutesHavePassedThenRefused() throws Exception {
    Browser.Answer page = browser.begin();
    clock.advance(Duration.ofSeconds(598));
    assertThat(chosen(page, 0).status()).isEqualTo(303);
    clock.advance(Duration.ofSeconds(3));

    assertThat(chosen(page, 0).outcome()).isEqualTo("transaction_expired");
  }

  @Test
  void transactionIsNoChoiceAndChoiceIsNoTransaction() throws Exception {
    Browser.Answer page = browser.begin();
    String choice = browser.cookies().keySet().iterator().next().replaceFirst("^.*gb-", "");
    Browser.Post forged =
        new Browser.Post(site.callback(), Map.of("state", choice, "code", "c0de"));
    assertThat(browser.submit(forged).outcome()).isEqualTo("transaction_invalid");

    chosen(page, 0);
    String transaction =
        browser.cookies().keySet().stream()
            .map(name -> name.replaceFirst("^.*gb-", ""))
            .filter(id -> !id.equals(choice))
            .findFirst()
            .orElseThrow();
    URI link = URI.create(links(page).get(0).getKey().replace(choice, transaction));
    assertThat(browser.get(site.sso().resolve(link)).outcome()).isEqualTo("transaction_invalid");
  }

  @Test
  void chooseWhenUpstreamIsUnknownOrParametersAreMissingThenRefused() throws Exception {
    Browser.Answer page = browser.begin();
    URI link = site.sso().resolve(links(page).get(0).getKey());

    assertThat(browser.get(URI.create(link + "x")).outcome()).isEqualTo("saml_upstream_refused");
    assertThat(browser.get(URI.create(link + "&upstream=other")).outcome())
        .isEqualTo("request_invalid");
    assertThat(browser.get(link.resolve("choose")).outcome()).isEqualTo("request_invalid");
    assertThat(browser.get(link).status()).isEqualTo(303);
  }

  @Test
  void answerOfTheOtherUpstreamIsRefused() throws Exception {
    Person here = site.invite("mixed.up@partner.example");
    Browser.Post answer = browser.signIn(chosen(browser.begin(), 0), here.key());
    URI elsewhere = URI.create(answer.uri().toString().replace("/oidc/entra/", "/oidc/other/"));

    assertThat(browser.submit(new Browser.Post(elsewhere, answer.fields())).outcome())
        .isEqualTo("state_mismatch");
    assertThat(browser.submit(answer).outcome()).isEqualTo("released");
  }

  @Test
  void downstreamThatAdmitsOneUpstreamNeedsNoQuestion() throws Exception {
    serve("upstreams: [other]");

    Browser.Answer begun = browser.begin();

    assertThat(begun.status()).isEqualTo(303);
    assertThat(begun.location().getPort()).isEqualTo(other.authority().getPort());
  }

  @Test
  void downstreamThatAdmitsNoUpstreamRefusesAtOnce() throws Exception {
    serve("upstreams: []");

    assertThat(browser.begin().outcome()).isEqualTo("saml_upstream_refused");
  }

  @Test
  void upstreamThatIsNoLongerAdmittedIsRefusedAtTheEnd() throws Exception {
    Person here = site.invite("too.late@partner.example");
    Browser.Post answer = browser.signIn(chosen(browser.begin(), 0), here.key());
    long audited = register.audited();
    serve("upstreams: [other]");

    assertThat(browser.submit(answer).outcome()).isEqualTo("saml_upstream_refused");
    assertThat(register.auditedSince(audited)).containsExactly("refused saml_upstream_refused");
  }

  @Test
  void startPageListsWhatMayBeStartedAndIsMissingWithoutIt() throws Exception {
    assertThat(browser.get(start("")).outcome()).isEqualTo("not_found");
    serve("idpInitiated: { relayStates: [one, two], default: one }");

    Browser.Answer page = browser.get(start(""));

    assertThat(page.status()).isEqualTo(200);
    assertThat(links(page)).hasSize(1);
    assertThat(links(page).get(0).getKey()).endsWith("/start?to=atlassian");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void startThenAliasIsShownAndTheApplicationTakesTheResponse() throws Exception {
    serve("idpInitiated: { relayStates: [one, two], default: one }");
    Person there = inviteThere("starts.there@partner.example");
    Browser.Answer page = browser.get(start("?to=atlassian&relayState=two"));

    Browser.Answer answer = browser.submit(browser.signIn(chosen(page, 1), there.key()));

    assertThat(answer.outcome()).isEqualTo("released");
    assertThat(answer.body())
        .contains("id=\"address\" class=\"address\">starts.there@guests.example.com<")
        .doesNotContain("<script");
    assertThat(answer.form().fields()).containsEntry("RelayState", "two");
    assertThat(answer.saml().inResponseTo()).isEmpty();
    assertThat(answer.saml().nameId()).isEqualTo("starts.there@guests.example.com");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void startAnswerComesTwiceThenTheSecondIsRefused() throws Exception {
    serve("idpInitiated: { relayStates: [] }");
    Person here = site.invite("starts.twice@partner.example");
    Browser.Answer page = browser.get(start("?to=atlassian"));
    Browser.Answer begun = chosen(page, 0);
    Map<String, String> cookies = browser.cookies();
    Browser.Post first = browser.signIn(begun, here.key());
    Browser.Post second = browser.signIn(begun, here.key());
    assertThat(browser.submit(first).outcome()).isEqualTo("released");
    browser.cookies(cookies);

    assertThat(browser.submit(second).outcome()).isEqualTo("transaction_used");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?to=atlassian&relayState=three saml_relay_state_refused",
        "?to=atlassian&relayState=One saml_relay_state_refused",
        "?to=nobody saml_sp_unknown",
        "?to=atlassian&to=atlassian request_invalid"
      })
  void startWithWhatIsNotListedIsRefused(String queryAndCode) throws Exception {
    serve("idpInitiated: { relayStates: [one, two], default: one }");
    String[] parts = queryAndCode.split(" ");

    assertThat(browser.get(start(parts[0])).outcome()).isEqualTo(parts[1]);
    assertThat(browser.get(start("?to=atlassian&relayState=two")).status()).isEqualTo(200);
  }

  @Test
  void startIsRefusedAtTheEndWhenItIsNoLongerAllowed() throws Exception {
    serve("idpInitiated: { relayStates: [] }");
    Person here = site.invite("starts.late@partner.example");
    Browser.Post answer =
        browser.signIn(chosen(browser.get(start("?to=atlassian")), 0), here.key());
    register.serve(site, this::withTwoTenants);

    assertThat(browser.submit(answer).outcome()).isEqualTo("saml_unsolicited_refused");
  }

  @Test
  void frontChannelLogoutForgetsWhatIsUnderWay() throws Exception {
    Browser.Answer begun = chosen(browser.begin(), 0);
    assertThat(browser.cookies()).hasSize(2);

    Browser.Answer answer =
        browser.get(site.sso().resolve("../oidc/entra/logout?iss=https%3A%2F%2Fx.example&sid=s"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(browser.cookies()).isEmpty();
    Person here = site.invite("forgotten@partner.example");
    assertThat(browser.submit(browser.signIn(begun, here.key())).outcome())
        .isEqualTo("transaction_missing");
    assertThat(browser.get(site.sso().resolve("../oidc/nobody/logout")).outcome())
        .isEqualTo("not_found");
    assertThat(browser.get(site.sso().resolve("../logged-out")).body())
        .contains("keeps none of its own");
  }

  private String withTwoTenants(String text) {
    return text.replace(
        "\ndownstreams:",
        """

          other:
            type: entra-oidc
            tenant: "%s"
            authority: "%s"
            clientId: "%s"
            credential: { secret: "${file:client-secret}" }
            idpClaimConfigured: true
            label: "Partners & Sons"
            mailDomains: [partner.example]

        downstreams:\
        """
            .formatted(OTHER_TENANT, other.authority(), EntraSettings.DEFAULT_CLIENT_ID));
  }

  private void serve(String downstreamKey) throws IOException {
    UnaryOperator<String> more =
        text ->
            text.replace(
                "\n    redirectOrigins:",
                "\n    " + placed(downstreamKey) + "\n    redirectOrigins:");
    register.serve(site, text -> more.apply(withTwoTenants(text)));
  }

  /** The upstreams admitted are part of what a downstream is released. */
  private static String placed(String key) {
    return key.startsWith("upstreams") ? "release: { " + key + " }" : key;
  }

  private Person inviteThere(String mail) {
    Person guest =
        Person.person(
                "guest-" + UUID.randomUUID(), PersonKind.ENTRA_GUEST, UUID.randomUUID().toString())
            .displayName("Theo There")
            .names("Theo", "There")
            .preferredUsername(mail)
            .email(mail)
            .idp(Site.HOME_IDP)
            .acct(1)
            .build();
    other.directory().add(guest);
    return guest;
  }

  private URI hinted(String hint) {
    return URI.create(
        SamlRequest.redirect(site, clock.instant(), "", "r")
            + "&login_hint="
            + Browser.encode(hint));
  }

  private URI start(String query) {
    return site.sso().resolve("../start" + query);
  }

  private Browser.Answer chosen(Browser.Answer page, int which) throws Exception {
    return chosen(browser, page, which);
  }

  private static Browser.Answer chosen(Browser with, Browser.Answer page, int which)
      throws Exception {
    return with.get(page.uri().resolve(links(page).get(which).getKey()));
  }

  private static List<Map.Entry<String, String>> links(Browser.Answer page) {
    List<Map.Entry<String, String>> links = new ArrayList<>();
    Matcher link = LINK.matcher(page.body());
    while (link.find()) {
      links.add(Map.entry(link.group(1).replace("&amp;", "&"), link.group(2)));
    }
    return links;
  }
}
