package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.saml.EntraSaml;
import org.guestbridge.simulators.saml.idp.SamlFault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every response and every metadata document that has to be refused, and its twin that is not. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadSamlLoginTest {

  /** Tested where they are seen: logout, forced sign-in, encryption, another provider's keys. */
  private static final Set<SamlFault> ELSEWHERE =
      EnumSet.of(
          SamlFault.OLD_AUTHN_INSTANT,
          SamlFault.UNSIGNED_LOGOUT,
          SamlFault.LOGOUT_BY_OTHER_KEY,
          SamlFault.METADATA_SIGNED_BY_OTHER_KEY);

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private SamlUpstreams upstreams;
  private EntraSaml saml;

  @BeforeAll
  void serveSaml() throws IOException {
    upstreams = new SamlUpstreams(site, register);
    saml = upstreams.application();
    upstreams.serve(saml);
  }

  @AfterAll
  void serveOpenIdConnect() throws IOException {
    upstreams.serveOpenIdConnect();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        row(SamlFault.WRONG_ISSUER, Code.RESPONSE_ISSUER),
        row(SamlFault.RESPONSE_ISSUER_DIFFERS, Code.RESPONSE_ISSUER),
        row(SamlFault.WRONG_AUDIENCE, Code.ASSERTION_AUDIENCE),
        row(SamlFault.MISSING_AUDIENCE, Code.ASSERTION_AUDIENCE),
        row(SamlFault.WRONG_RECIPIENT, Code.ASSERTION_RECIPIENT),
        row(SamlFault.WRONG_DESTINATION, Code.RESPONSE_DESTINATION),
        row(SamlFault.WRONG_IN_RESPONSE_TO, Code.RESPONSE_REQUEST),
        row(SamlFault.MISSING_IN_RESPONSE_TO, Code.RESPONSE_REQUEST),
        row(SamlFault.WRONG_RELAY_STATE, Code.TRANSACTION_MISSING),
        row(SamlFault.MISSING_RELAY_STATE, Code.TRANSACTION_MISSING),
        row(SamlFault.EXPIRED, Code.ASSERTION_TIME),
        row(SamlFault.NOT_YET_VALID, Code.ASSERTION_TIME),
        row(SamlFault.MISSING_CONDITIONS, Code.RESPONSE_INVALID),
        row(SamlFault.CLOCK_FAST_4_MINUTES, Code.RESPONSE_TIME),
        row(SamlFault.CLOCK_FAST_10_MINUTES, Code.RESPONSE_TIME),
        row(SamlFault.CLOCK_SLOW_4_MINUTES, Code.RESPONSE_TIME),
        row(SamlFault.CLOCK_SLOW_10_MINUTES, Code.RESPONSE_TIME),
        row(SamlFault.UNSIGNED, Code.RESPONSE_UNSIGNED),
        row(SamlFault.SHA1, Code.RESPONSE_SIGNATURE),
        row(SamlFault.OTHER_KEY, Code.RESPONSE_SIGNATURE),
        row(SamlFault.OTHER_KEY_UNDER_KNOWN_CERTIFICATE, Code.RESPONSE_SIGNATURE),
        row(SamlFault.TAMPERED, Code.RESPONSE_SIGNATURE),
        row(SamlFault.TWO_ASSERTIONS, Code.RESPONSE_INVALID),
        row(SamlFault.FORGED_ASSERTION_FIRST, Code.RESPONSE_INVALID),
        row(SamlFault.STATUS_ERROR, Code.UPSTREAM_DENIED),
        row(SamlFault.REPLAY, Code.RESPONSE_REQUEST),
        row(SamlFault.MISSING_OBJECT_ID, Code.ASSERTION_ATTRIBUTES),
        row(SamlFault.TWO_OBJECT_IDS, Code.ASSERTION_ATTRIBUTES),
        row(SamlFault.MISSING_TENANT_ID, Code.ASSERTION_ATTRIBUTES),
        row(SamlFault.OTHER_TENANT_ID, Code.ASSERTION_TENANT),
        row(SamlFault.MISSING_IDENTITY_PROVIDER, Code.ACCOUNT_KIND_UNPROVEN));
  }

  static Stream<Arguments> faultsOfTheMetadata() {
    return Stream.of(
        row(SamlFault.METADATA_EXPIRED, Code.UPSTREAM_METADATA_EXPIRED),
        row(SamlFault.METADATA_WITHOUT_KEY, Code.UPSTREAM_METADATA_KEYS),
        row(SamlFault.METADATA_OTHER_ENTITY, Code.UPSTREAM_METADATA_INVALID),
        row(SamlFault.METADATA_OVERSIZED, Code.UPSTREAM_RESPONSE_INVALID),
        row(SamlFault.METADATA_GARBAGE, Code.XML_MALFORMED),
        row(SamlFault.METADATA_500, Code.UPSTREAM_UNREACHABLE),
        row(SamlFault.METADATA_SLOW, Code.UPSTREAM_SLOW));
  }

  private static Arguments row(SamlFault fault, Code code) {
    return Arguments.of(fault, code);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void logInWhenTheResponseIsBadThenItsCodeAndNothingBoundAndTheTwinSucceeds(
      SamlFault fault, Code code) throws Exception {
    Browser browser = new Browser(site);
    Person guest = guest(fault);
    if (fault == SamlFault.REPLAY) {
      assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    }
    Register.Count before = register.count();
    long audited = register.audited();
    saml.faults().next(fault);

    Browser.Answer refused = browser.reachAnswer(guest.key());

    saml.faults().clear();
    assertThat(refused.outcome()).isEqualTo(code.text());
    assertThat(refused.status()).isBetween(400, 502);
    assertThat(register.count().bindings()).isEqualTo(before.bindings());
    assertThat(register.auditedSince(audited)).containsExactly("refused " + code.text());
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "OTHER_CERTIFICATE_IN_KEY_INFO",
        "NO_KEY_INFO",
        "TRANSIENT_NAME_ID",
        "PLAIN_ASSERTION"
      })
  void logInWhenWhatIsOddIsNotReadThenReleased(SamlFault fault) throws Exception {
    saml.faults().next(fault);

    assertThat(new Browser(site).logIn(guest(fault)).outcome()).isEqualTo("released");
    saml.faults().clear();
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheMetadata")
  void beginWhenTheMetadataAreBadThenItsCodeAndNothingIsTrusted(SamlFault fault, Code code)
      throws Exception {
    Browser browser = new Browser(site);
    upstreams.serve(saml);
    saml.faults().delay(Duration.ofSeconds(9)).untilCleared(fault);

    Browser.Answer refused = browser.begin();

    saml.faults().clear();
    assertThat(refused.outcome()).isEqualTo(code.text());
    assertThat(browser.cookies()).isEmpty();
    upstreams.serve(saml);
    assertThat(browser.logIn(guest(fault)).outcome()).isEqualTo("released");
  }

  @Test
  void finishWhenTheUpstreamWasExchangedMeanwhileThenRefusedAndNothingBound() throws Exception {
    Browser browser = new Browser(site);
    Person guest = site.invite("s-switched-off@partner.example");
    Browser.Post answer = browser.signIn(browser.begin(), guest.key());
    Register.Count before = register.count();
    upstreams.serveOpenIdConnect();

    assertThat(browser.submit(answer).outcome()).isEqualTo(Code.CALLBACK_INVALID.text());

    upstreams.serve(saml);
    assertThat(register.count()).isEqualTo(before);
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
  }

  @Test
  void faultsWhenComparedWithTheSimulatorThenEachIsTested() {
    Set<Object> covered =
        Stream.concat(faults(), faultsOfTheMetadata())
            .map(row -> row.get()[0])
            .collect(Collectors.toSet());
    covered.addAll(ELSEWHERE);
    covered.addAll(
        EnumSet.of(
            SamlFault.OTHER_CERTIFICATE_IN_KEY_INFO,
            SamlFault.NO_KEY_INFO,
            SamlFault.TRANSIENT_NAME_ID,
            SamlFault.PLAIN_ASSERTION));

    assertThat(covered).isEqualTo(EnumSet.allOf(SamlFault.class));
  }

  private Person guest(SamlFault fault) {
    return site.invite("s-" + fault.name().toLowerCase(Locale.ROOT) + "@partner.example");
  }
}
