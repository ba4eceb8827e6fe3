package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Fault;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every login that has to fail: its code, its page, its audit record, and nothing bound or used up;
 * and its twin, which differs in one thing and succeeds.
 */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class BadLoginTest {

  private static final Set<Fault> OF_THE_KEYS = EnumSet.of(Fault.KEYS_DOWN, Fault.KEYS_MALFORMED);
  private static final Set<Fault> OF_THE_METADATA =
      EnumSet.of(Fault.DISCOVERY_DOWN, Fault.DISCOVERY_ISSUER_MISMATCH);
  private static final Set<Fault> OF_THE_STATE = EnumSet.of(Fault.WRONG_STATE, Fault.MISSING_STATE);

  @Inject Register register;
  @Inject AdjustableClock clock;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private final Admin admin = new Admin(site);

  @AfterEach
  void mend() {
    site.entra().faults().clear();
    clock.reset();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        row(Fault.WRONG_ISSUER, Code.TOKEN_ISSUER, 502),
        row(Fault.OTHER_TENANT, Code.TOKEN_ISSUER, 502),
        row(Fault.WRONG_AUDIENCE, Code.TOKEN_AUDIENCE, 502),
        row(Fault.WRONG_NONCE, Code.TOKEN_NONCE, 400),
        row(Fault.MISSING_NONCE, Code.TOKEN_NONCE, 400),
        row(Fault.EXPIRED, Code.TOKEN_TIME, 502),
        row(Fault.NOT_YET_VALID, Code.TOKEN_TIME, 502),
        row(Fault.CLOCK_SLOW_4_MINUTES, Code.TOKEN_TIME, 502),
        row(Fault.CLOCK_SLOW_10_MINUTES, Code.TOKEN_TIME, 502),
        row(Fault.CLOCK_FAST_10_MINUTES, Code.TOKEN_TIME, 502),
        row(Fault.MISSING_SUB, Code.TOKEN_CLAIMS, 502),
        row(Fault.MISSING_OID, Code.TOKEN_CLAIMS, 502),
        row(Fault.MISSING_TID, Code.TOKEN_CLAIMS, 502),
        row(Fault.STALE_AUTH_TIME, Code.TOKEN_FRESHNESS, 400),
        row(Fault.MISSING_AUTH_TIME, Code.TOKEN_FRESHNESS, 400),
        row(Fault.DUPLICATE_CLAIMS, Code.TOKEN_MALFORMED, 502),
        row(Fault.ALG_NONE, Code.TOKEN_ALGORITHM, 502),
        row(Fault.HS256_WITH_CLIENT_SECRET, Code.TOKEN_ALGORITHM, 502),
        row(Fault.HS256_WITH_PUBLIC_KEY, Code.TOKEN_ALGORITHM, 502),
        row(Fault.UNKNOWN_KID, Code.TOKEN_KEY_UNKNOWN, 502),
        row(Fault.MISSING_KID, Code.TOKEN_KEY_UNKNOWN, 502),
        row(Fault.TAMPERED_SIGNATURE, Code.TOKEN_SIGNATURE, 502),
        row(Fault.OTHER_KEY_UNDER_KNOWN_KID, Code.TOKEN_SIGNATURE, 502),
        row(Fault.MALFORMED_ID_TOKEN, Code.TOKEN_MALFORMED, 502),
        row(Fault.NO_ID_TOKEN, Code.UPSTREAM_RESPONSE_INVALID, 502),
        row(Fault.MALFORMED_JSON, Code.UPSTREAM_RESPONSE_INVALID, 502),
        row(Fault.DUPLICATE_JSON_KEYS, Code.UPSTREAM_RESPONSE_INVALID, 502),
        row(Fault.HTML_ANSWER, Code.UPSTREAM_RESPONSE_INVALID, 502),
        row(Fault.HUGE_ANSWER, Code.UPSTREAM_RESPONSE_INVALID, 502),
        row(Fault.TOKEN_ENDPOINT_500, Code.UPSTREAM_UNREACHABLE, 502),
        row(Fault.TOKEN_ENDPOINT_429, Code.UPSTREAM_UNREACHABLE, 502),
        row(Fault.DROPPED_CONNECTION, Code.UPSTREAM_UNREACHABLE, 502),
        row(Fault.INVALID_CLIENT, Code.UPSTREAM_CLIENT_REJECTED, 502),
        row(Fault.SLOW, Code.UPSTREAM_SLOW, 502),
        row(Fault.DISCOVERY_DOWN, Code.UPSTREAM_UNREACHABLE, 502),
        row(Fault.DISCOVERY_ISSUER_MISMATCH, Code.UPSTREAM_RESPONSE_INVALID, 502),
        row(Fault.WRONG_STATE, Code.TRANSACTION_MISSING, 400),
        row(Fault.MISSING_STATE, Code.CALLBACK_INVALID, 400),
        row(Fault.CALLBACK_ERROR, Code.UPSTREAM_DENIED, 403),
        row(Fault.UNKNOWN_CODE, Code.CODE_REJECTED, 400));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void logInWhenUpstreamFaultThenItsCodeAndNothingWrittenAndTheTwinSucceeds(
      Fault fault, Code code, int status) throws Exception {
    Person guest = site.invite("f-" + fault.name() + "@partner.example");
    if (OF_THE_METADATA.contains(fault)) {
      register.serve(site, text -> text);
    }
    site.entra().faults().delay(Duration.ofSeconds(9)).untilCleared(fault);
    Trail trail = new Trail();
    long start = System.nanoTime();

    Browser.Answer refused = reachAnswer(fault, guest);

    site.entra().faults().clear();
    trail.assertRefused(refused, code, status);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
    if (!OF_THE_STATE.contains(fault)) {
      assertThat(browser.cookies()).isEmpty();
    }
    assertThat(reachAnswer(fault, guest).outcome()).isEqualTo("released");
  }

  @Test
  void faultsWhenComparedWithTheSimulatorThenEachHasARow() {
    Set<Object> covered = faults().map(row -> row.get()[0]).collect(Collectors.toSet());
    covered.addAll(OF_THE_KEYS);

    assertThat(covered).isEqualTo(EnumSet.allOf(Fault.class));
  }

  @ParameterizedTest
  @CsvSource({"KEYS_DOWN, UPSTREAM_UNREACHABLE", "KEYS_MALFORMED, UPSTREAM_RESPONSE_INVALID"})
  void logInWhenKeysCannotBeHadThenOnlyOnesOfTodayStandIn(Fault fault, Code code) throws Exception {
    Person guest = site.invite("k-" + fault.name() + "@partner.example");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    site.entra().faults().untilCleared(fault);
    register.serve(site, text -> text);
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");

    clock.advance(Duration.ofHours(25));
    register.serve(site, text -> text);
    Trail trail = new Trail();
    Browser.Answer begun = browser.get(SamlRequest.redirect(site, clock.instant(), "", "r"));
    Browser.Answer refused = browser.submit(browser.signIn(begun, guest.key()));

    trail.assertRefused(refused, code, 502);
  }

  @Test
  void beginWhenEntraIsDownThenUnreachableAndTheTwinSucceeds() throws Exception {
    Person guest = site.invite("dora.down@partner.example");
    String authority = site.entra().authority().toString();
    register.serve(site, text -> text.replace(authority, "http://127.0.0.1:1"));
    Trail trail = new Trail();

    Browser.Answer refused = browser.begin();

    trail.assertRefused(refused, Code.UPSTREAM_UNREACHABLE, 502);
    register.serve(site, text -> text);
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
  }

  @Test
  void beginWhenClientAsksTooOftenThenRateLimitedUntilTheNextMinute() throws Exception {
    register.serve(
        site, text -> text.replace("perClientPerMinute: 10000", "perClientPerMinute: 3"));
    try {
      clock.advanceToNextMinute();
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        statuses.add(browser.begin().status());
      }
      Trail trail = new Trail();
      Browser.Answer fourth = browser.begin();

      assertThat(statuses).containsExactly(303, 303, 303);
      trail.assertRefused(fourth, Code.RATE_LIMITED, 429);
      clock.advanceToNextMinute();
      assertThat(browser.begin().status()).isEqualTo(303);
    } finally {
      register.serve(site, text -> text);
    }
  }

  @Test
  void finishWhenBrowserBringsNoCookieThenMissingAndWithItReleased() throws Exception {
    Person guest = site.invite("cleo.cookie@partner.example");
    Browser.Post callback = browser.signIn(browser.begin(), guest.key());
    Map<String, String> kept = browser.cookies();
    browser.cookies(Map.of());
    Trail trail = new Trail();

    trail.assertRefused(browser.submit(callback), Code.TRANSACTION_MISSING, 400);

    browser.cookies(kept);
    assertThat(browser.submit(callback).outcome()).isEqualTo("released");
  }

  @Test
  void finishWhenCookieIsAlteredThenInvalid() throws Exception {
    Person guest = site.invite("alba.altered@partner.example");
    Browser.Post callback = browser.signIn(browser.begin(), guest.key());
    Map<String, String> kept = browser.cookies();
    Map<String, String> altered = new HashMap<>(kept);
    altered.replaceAll((name, value) -> flip(value));
    browser.cookies(altered);
    Trail trail = new Trail();

    trail.assertRefused(browser.submit(callback), Code.TRANSACTION_INVALID, 400);

    browser.cookies(kept);
    assertThat(browser.submit(callback).outcome()).isEqualTo("released");
  }

  @Test
  void finishWhenCookieIsAnotherTransactionsThenInvalid() throws Exception {
    Person guest = site.invite("otto.other@partner.example");
    Browser.Post callback = browser.signIn(browser.begin(), guest.key());
    Map<String, String> own = browser.cookies();
    Browser another = new Browser(site);
    assertThat(another.begin().status()).isEqualTo(303);
    String others = another.cookies().values().iterator().next();
    browser.cookies(Map.of(own.keySet().iterator().next(), others));
    Trail trail = new Trail();

    trail.assertRefused(browser.submit(callback), Code.TRANSACTION_INVALID, 400);

    browser.cookies(own);
    assertThat(browser.submit(callback).outcome()).isEqualTo("released");
  }

  @Test
  void finishWhenTenMinutesPassedThenExpiredAndJustBeforeReleased() throws Exception {
    Person guest = site.invite("eva.expired@partner.example");
    Browser.Answer inTime = browser.begin();
    clock.advance(Duration.ofMinutes(10).minusSeconds(20));
    assertThat(browser.submit(browser.signIn(inTime, guest.key())).outcome()).isEqualTo("released");
    clock.reset();
    Browser.Answer late = browser.begin();
    clock.advance(Duration.ofMinutes(10));
    Trail trail = new Trail();

    Browser.Answer refused = browser.submit(browser.signIn(late, guest.key()));

    trail.assertRefused(refused, Code.TRANSACTION_EXPIRED, 400);
  }

  @Test
  void beginWhenRequestIsElevenMinutesOldThenStale() throws Exception {
    URI request = SamlRequest.redirect(site, clock.instant(), "", "r");
    assertThat(browser.get(request).status()).isEqualTo(303);
    clock.advance(Duration.ofMinutes(11));
    Trail trail = new Trail();

    trail.assertRefused(browser.get(request), Code.SAML_REQUEST_STALE, 400);
  }

  @Test
  void beginWhenRelayStateHas513BytesThenRefused() throws Exception {
    URI longest = SamlRequest.redirect(site, clock.instant(), "", "r".repeat(512));
    URI tooLong = SamlRequest.redirect(site, clock.instant(), "", "r".repeat(513));
    assertThat(browser.get(longest).status()).isEqualTo(303);
    Trail trail = new Trail();

    trail.assertRefused(browser.get(tooLong), Code.SAML_RELAY_STATE_OVERSIZED, 400);
  }

  @Test
  void finishWhenTransactionIsUsedThenRefused() throws Exception {
    Person guest = site.invite("ugo.used@partner.example");
    Browser.Answer begun = browser.begin();
    Browser.Post one = browser.signIn(begun, guest.key());
    Browser.Post two = browser.signIn(begun, guest.key());
    Map<String, String> kept = browser.cookies();
    assertThat(browser.submit(one).outcome()).isEqualTo("released");
    browser.cookies(kept);
    Trail trail = new Trail();

    trail.assertRefused(browser.submit(two), Code.TRANSACTION_USED, 400);
  }

  @Test
  void finishWhenCodeIsReusedThenRejected() throws Exception {
    Person guest = site.invite("cora.code@partner.example");
    Browser.Post callback = browser.signIn(browser.begin(), guest.key());
    Map<String, String> kept = browser.cookies();
    assertThat(browser.submit(callback).outcome()).isEqualTo("released");
    browser.cookies(kept);
    Trail trail = new Trail();

    trail.assertRefused(browser.submit(callback), Code.CODE_REJECTED, 400);
  }

  @Test
  void finishWhenSixteenCodesArriveForOneTransactionThenExactlyOneIsReleased() throws Exception {
    Person guest = site.invite("paul.parallel@partner.example");
    Browser.Answer begun = browser.begin();
    List<Callable<String>> posts = new ArrayList<>();
    Map<String, String> kept = browser.cookies();
    for (int i = 0; i < 16; i++) {
      Browser.Post callback = browser.signIn(begun, guest.key());
      Browser own = new Browser(site);
      own.cookies(kept);
      posts.add(() -> own.submit(callback).outcome());
    }
    Register.Count before = register.count();
    List<String> outcomes = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (Future<String> post : threads.invokeAll(posts)) {
        outcomes.add(post.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(Collections.frequency(outcomes, "released")).isEqualTo(1);
    assertThat(Collections.frequency(outcomes, "transaction_used")).isEqualTo(15);
    assertThat(register.count())
        .isEqualTo(
            new Register.Count(before.bindings() + 1, before.addresses() + 1, before.marks() + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "without state, CALLBACK_INVALID",
    "without code, CALLBACK_INVALID",
    "with token, CALLBACK_INVALID",
    "by query, CALLBACK_INVALID",
    "with query too, CALLBACK_INVALID",
  })
  void finishWhenCallbackIsMalformedThenRefused(String how, Code code) throws Exception {
    Person guest = site.invite("mona.malformed@partner.example");
    Browser.Post good = browser.signIn(browser.begin(), guest.key());
    Map<String, String> kept = browser.cookies();
    String query =
        "?state="
            + Browser.encode(good.fields().get("state"))
            + "&code="
            + Browser.encode(good.fields().get("code"));
    Trail trail = new Trail();

    Browser.Answer refused =
        switch (how) {
          case "without state" -> browser.submit(good.without("state"));
          case "without code" -> browser.submit(good.without("code"));
          case "with token" -> browser.submit(good.with("id_token", "x"));
          case "by query" -> browser.get(URI.create(good.uri() + query));
          case "with query too" ->
              browser.submit(new Browser.Post(URI.create(good.uri() + query), good.fields()));
          default -> throw new IllegalArgumentException(how);
        };

    trail.assertRefused(refused, code, 400);
    browser.cookies(kept);
    assertThat(browser.submit(good).outcome()).isEqualTo("released");
  }

  @ParameterizedTest
  @CsvSource({
    "unknown-kind, ACCOUNT_KIND_UNPROVEN",
    "guest-without-mail, RULE_VALUE_MISSING",
    "unassigned, UPSTREAM_DENIED",
    "declining, UPSTREAM_DENIED",
  })
  void logInWhenPersonMayNotThenTheReasonsCode(String person, Code code) throws Exception {
    Trail trail = new Trail();

    trail.assertRefused(browser.reachAnswer(person), code, 403);

    assertThat(browser.cookies()).isEmpty();
    assertThat(browser.logIn(site.invite("may@partner.example")).outcome()).isEqualTo("released");
  }

  @Test
  void logInWhenRuleRefusesThenItsMessageOnThePage() throws Exception {
    Trail trail = new Trail();

    Browser.Answer refused = browser.reachAnswer(site.invite("b@banned.example").key());

    trail.assertRefused(refused, Code.RULE_REFUSED, 403);
    assertThat(refused.body()).contains("Ask your contact to sponsor your account.");
  }

  @Test
  void logInWhenAliasIsTakenUnderARuleThatRefusesThenTaken() throws Exception {
    assertThat(browser.logIn(site.invite("solo@strict.example")).outcome()).isEqualTo("released");
    Trail trail = new Trail();

    Browser.Answer refused = browser.reachAnswer(site.invite("solo@strict.example").key());

    trail.assertRefused(refused, Code.ALIAS_TAKEN, 403);
    assertThat(browser.logIn(site.invite("duo@strict.example")).outcome()).isEqualTo("released");
  }

  @Test
  void logInWhenGuestHasAnEmployeesMailThenNeverTheEmployeesAddress() throws Exception {
    SamlAnswer employee = browser.logIn("employee2").saml();
    SamlAnswer hostile = browser.logIn(site.invite("tom.schulz@example.com")).saml();

    assertThat(employee.nameId()).isEqualTo("tom.schulz@example.com");
    assertThat(hostile.nameId()).endsWith("@guests.example.com");
    assertThat(hostile.xml()).doesNotContain("tom.schulz@example.com");
    assertThat(hostile.internalId()).isNotEqualTo(employee.internalId());
  }

  @Test
  void logInWhenEmployeesAddressIsAnothersThenHeldBack() throws Exception {
    Person first = employee("rehired");
    Person second = employee("rehired");
    assertThat(browser.logIn(first).outcome()).isEqualTo("released");
    Trail trail = new Trail();

    Browser.Answer refused = browser.reachAnswer(second.key());

    trail.assertRefused(refused, Code.ADDRESS_BOUND_TO_OTHER, 403);
    assertThat(browser.logIn(first).outcome()).isEqualTo("released");
  }

  @Test
  void logInWhenHumanChangedThenHeldReleasedWithTheSameAliasAndRetiredForEver() throws Exception {
    Person guest = site.invite("hana.human@partner.example");
    SamlAnswer before = browser.logIn(guest).saml();
    site.entra().directory().change(guest.key(), person -> person.idp("mail"));
    Register.Count count = register.count();

    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("identity_changed");
    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("binding_held");
    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("binding_held");
    assertThat(register.count()).isEqualTo(count);

    assertThat(admin.order(before.internalId(), "release")).isEqualTo(200);
    SamlAnswer after = browser.logIn(guest).saml();
    assertThat(after.nameId()).isEqualTo(before.nameId());
    assertThat(after.internalId()).isEqualTo(before.internalId());

    assertThat(admin.order(before.internalId(), "retire")).isEqualTo(200);
    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("binding_retired");
    assertThat(admin.order(before.internalId(), "release")).isEqualTo(409);
    assertThat(browser.reachAnswer(guest.key()).outcome()).isEqualTo("binding_retired");
    assertThat(admin.order(before.internalId(), "erase")).isEqualTo(200);
    Browser.Answer erased = browser.reachAnswer(guest.key());
    assertThat(erased.outcome()).isEqualTo("binding_retired");
    assertThat(erased.status()).isEqualTo(403);
    assertThat(browser.logIn(site.invite("hana.human@partner.example")).saml().nameId())
        .isNotEqualTo(before.nameId());
  }

  @Test
  void logInWhenGuestBecameMemberThenHeld() throws Exception {
    Person guest = site.invite("gil.member@partner.example");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    site.entra()
        .directory()
        .change(guest.key(), person -> person.withoutIdp().acct(0).upn("gil.member@example.com"));
    Trail trail = new Trail();

    Browser.Answer refused = browser.reachAnswer(guest.key());

    assertThat(refused.outcome()).isEqualTo("account_kind_changed");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(register.count()).isEqualTo(trail.before);
    assertThat(register.auditedSince(trail.audited)).contains("refused account_kind_changed");
  }

  @ParameterizedTest
  @CsvSource({"/r/other/saml/sso, not_found, 404", "/r/flows/saml/sso, saml_request_missing, 400"})
  void getWhenAddressIsWrongThenItsPage(String path, String code, int status) throws Exception {
    Browser.Answer answer = browser.get(site.sso().resolve(path));

    assertThat(answer.outcome()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
  }

  private Person employee(String local) {
    Person invited = site.invite(local + "@partner.example");
    return site.entra()
        .directory()
        .change(
            invited.key(),
            person ->
                person
                    .withoutIdp()
                    .acct(0)
                    .preferredUsername(local + "@example.com")
                    .email(local + "@example.com")
                    .upn(local + "@example.com"));
  }

  private Browser.Answer reachAnswer(Fault fault, Person guest) throws Exception {
    boolean fresh = fault == Fault.STALE_AUTH_TIME || fault == Fault.MISSING_AUTH_TIME;
    String more = fresh ? "ForceAuthn=\"true\"" : "";
    Browser.Answer begun = browser.get(SamlRequest.redirect(site, clock.instant(), more, "r"));
    return begun.status() == 303 ? browser.submit(browser.signIn(begun, guest.key())) : begun;
  }

  private static String flip(String sealed) {
    int middle = sealed.length() / 2;
    char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
    return sealed.substring(0, middle) + other + sealed.substring(middle + 1);
  }

  private static Arguments row(Fault fault, Code code, int status) {
    return Arguments.of(fault, code, status);
  }

  /** What was written down before a login that has to be refused. */
  private final class Trail {

    private final Register.Count before = register.count();
    private final long audited = register.audited();

    void assertRefused(Browser.Answer answer, Code code, int status) {
      assertThat(answer.outcome()).isEqualTo(code.text());
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body())
          .doesNotContain("@")
          .doesNotContain("Exception")
          .doesNotContain(EntraSettings.DEFAULT_CLIENT_ID);
      assertThat(register.auditedSince(audited)).containsExactly("refused " + code.text());
      assertThat(register.count()).isEqualTo(before);
    }
  }
}
