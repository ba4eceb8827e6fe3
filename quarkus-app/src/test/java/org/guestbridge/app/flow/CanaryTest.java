package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Fault;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.SignInOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a marked person, nothing of theirs and no secret gets into a log. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
@TestProfile(CanaryTest.EverythingLogged.class)
class CanaryTest {

  /** Lets the finest lines reach a handler. */
  public static final class EverythingLogged implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.log.min-level", "TRACE");
    }
  }

  @Inject Register register;
  @Inject AdjustableClock clock;

  private final Site site = BrokerUnderTest.site();
  private final Admin admin = new Admin(site);
  private final Set<String> secrets = new HashSet<>();

  @AfterEach
  void mend() {
    site.entra().faults().clear();
    clock.reset();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bound Jane.C4n4ry@partner.example",
        "token eyJhbGciOiJSUzI1NiJ9",
        "sent <samlp:Response>",
        "sent PHNhbWxwOlJlc3BvbnNlPg",
        "cookie the-sealed-value",
      })
  void scanWhenALineIsPlantedThenFoundAtEveryLevelAndInPrintedText(String planted) {
    try (LogCapture capture = new LogCapture()) {
      Logger.getLogger("org.guestbridge.planted").log(Level.FINEST, planted);
      Logger.getLogger("com.nimbusds.planted").log(Level.INFO, "{0}", planted);
      Logger.getLogger("org.infinispan.planted")
          .log(Level.FINE, "failed", new IllegalStateException(planted));
      System.out.println(planted);
      System.err.println(planted);

      assertThat(Leaks.in(capture.lines(), Set.of("the-sealed-value"))).hasSize(5);
      assertThat(Leaks.in(List.of("refused code=token_nonce"), Set.of("value"))).isEmpty();
      assertThat(Leaks.in(List.of("kid=r2VS-N4zSGoyEeyJZo-cwtSU9Cc"), Set.of())).isEmpty();
    }
  }

  @Test
  void logInWhenReleasedByEitherResponseModeThenNothingInTheLog() throws Exception {
    try (LogCapture capture = new LogCapture()) {
      Person guest = marked("released");
      assertThat(logIn(guest)).isEqualTo("released");
      assertThat(logIn(guest)).isEqualTo("released");
      assertThat(logIn(marked("collides"))).isEqualTo("released");
      assertThat(logIn(marked("collides"))).isEqualTo("released");
      assertThat(logIn(employee("worker"))).isEqualTo("released");
      register.serve(site, text -> text.replace("responseMode: form_post", "responseMode: query"));
      Browser browser = new Browser(site);
      Browser.Answer entra = browser.signInAnswer(browser.begin(), marked("query").key());
      secrets.add(entra.location().getRawQuery());
      assertThat(browser.get(entra.location()).outcome()).isEqualTo("released");
      secrets.addAll(browser.secrets());
      register.serve(site, text -> text);

      assertNothingLeaked(capture);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SLOW", "KEYS_DOWN", "KEYS_MALFORMED", "STALE_AUTH_TIME", "MISSING_AUTH_TIME"})
  void logInWhenUpstreamFaultThenNothingInTheLog(Fault fault) throws Exception {
    if (fault.name().startsWith("DISCOVERY")) {
      register.serve(site, text -> text);
    }
    try (LogCapture capture = new LogCapture()) {
      site.entra().faults().untilCleared(fault);

      assertThat(logIn(marked("fault-" + fault.name()))).isNotEqualTo("released");

      assertNothingLeaked(capture);
    }
  }

  @Test
  void logInWhenRefusedThenNothingInTheLog() throws Exception {
    try (LogCapture capture = new LogCapture()) {
      Map<String, String> outcomes = new LinkedHashMap<>();
      Person unknown = marked("unknown");
      site.entra().directory().change(unknown.key(), person -> person.withoutIdp().withoutAcct());
      outcomes.put(logIn(unknown), Code.ACCOUNT_KIND_UNPROVEN.text());
      Person conflicting = marked("conflict");
      site.entra()
          .directory()
          .change(conflicting.key(), person -> person.idp(ofTheTenantInAnUnknownForm()));
      outcomes.put(logIn(conflicting), Code.ACCOUNT_KIND_CONFLICT.text());
      Person mailless = marked("mailless");
      site.entra().directory().change(mailless.key(), person -> person.withoutEmail());
      outcomes.put(logIn(mailless), Code.RULE_VALUE_MISSING.text());
      Person denied = marked("denied");
      site.entra()
          .directory()
          .change(denied.key(), person -> person.outcome(SignInOutcome.NOT_ASSIGNED));
      outcomes.put(logIn(denied), Code.UPSTREAM_DENIED.text());
      outcomes.put(logIn(site.invite("c4n4ry@banned.example")), Code.RULE_REFUSED.text());
      assertThat(logIn(site.invite("c4n4ry.solo@strict.example"))).isEqualTo("released");
      outcomes.put(logIn(site.invite("c4n4ry.solo@strict.example")), Code.ALIAS_TAKEN.text());
      assertThat(logIn(employee("rehired"))).isEqualTo("released");
      outcomes.put(logIn(employee("rehired")), Code.ADDRESS_BOUND_TO_OTHER.text());
      Browser stranger = new Browser(site);
      Browser.Post callback = stranger.signIn(stranger.begin(), marked("stranger").key());
      secrets.addAll(stranger.secrets());
      stranger.cookies(Map.of());
      outcomes.put(stranger.submit(callback).outcome(), Code.TRANSACTION_MISSING.text());
      Browser late = new Browser(site);
      Browser.Answer begun = late.begin();
      clock.advance(Duration.ofMinutes(10));
      Browser.Post expired = late.signIn(begun, marked("late").key());
      outcomes.put(late.submit(expired).outcome(), Code.TRANSACTION_EXPIRED.text());
      secrets.addAll(late.secrets());

      assertThat(outcomes).allSatisfy((was, expected) -> assertThat(was).isEqualTo(expected));
      assertNothingLeaked(capture);
    }
  }

  @Test
  void orderWhenAdministratorHoldsReleasesRetiresAndErasesThenNothingInTheLog() throws Exception {
    try (LogCapture capture = new LogCapture()) {
      Person guest = marked("ordered");
      Browser browser = new Browser(site);
      String id = browser.logIn(guest).saml().internalId();
      secrets.addAll(browser.secrets());
      site.entra().directory().change(guest.key(), person -> person.idp("mail"));
      assertThat(logIn(guest)).isEqualTo("identity_changed");
      assertThat(logIn(guest)).isEqualTo("binding_held");
      assertThat(admin.read("/admin/v1/aliases/" + id).body()).contains(Leaks.CANARY);
      for (String action : List.of("release", "hold", "retire", "erase")) {
        assertThat(admin.order(id, action)).isEqualTo(200);
      }
      assertThat(logIn(guest)).isEqualTo("binding_retired");
      assertThat(admin.read("/admin/v1/aliases").statusCode()).isEqualTo(200);
      assertThat(admin.read("/admin/v1/aliases?address=not-c4n4ry").statusCode()).isEqualTo(400);
      assertThat(admin.read("/admin/v1/audit").body()).doesNotContain(Leaks.CANARY);

      assertNothingLeaked(capture);
    }
  }

  private void assertNothingLeaked(LogCapture capture) {
    assertThat(capture.lines()).anyMatch(line -> line.contains("org.guestbridge"));
    assertThat(Leaks.in(capture.lines(), secrets)).isEmpty();
  }

  private String logIn(Person person) throws Exception {
    Browser browser = new Browser(site);
    String outcome = browser.logIn(person).outcome();
    secrets.addAll(browser.secrets());
    return outcome;
  }

  private static String ofTheTenantInAnUnknownForm() {
    return "https://c4n4ry.example/" + EntraSettings.DEFAULT_TENANT;
  }

  private Person marked(String local) {
    Person invited = site.invite(local + ".c4n4ry@partner.example");
    return site.entra()
        .directory()
        .change(
            invited.key(),
            person ->
                person
                    .displayName("C4n4ry Person")
                    .names("C4n4ry", "Person")
                    .preferredUsername(local + ".c4n4ry@signin.example")
                    .upn(local + ".c4n4ry#EXT#@fabrikam.onmicrosoft.com"));
  }

  private Person employee(String local) {
    String address = local + ".c4n4ry@example.com";
    return site.entra()
        .directory()
        .change(
            marked(local).key(),
            person ->
                person.withoutIdp().acct(0).preferredUsername(address).email(address).upn(address));
  }
}
