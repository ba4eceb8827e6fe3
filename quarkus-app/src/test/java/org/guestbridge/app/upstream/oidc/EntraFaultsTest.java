package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.problem.Code;
import org.guestbridge.simulators.entra.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of the simulated tenant has its code; the same login without the fault succeeds. */
class EntraFaultsTest {

  private static final SimulatedLogin LOGIN = SimulatedLogin.withSecret();

  @AfterAll
  static void stop() {
    LOGIN.close();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(Fault.WRONG_ISSUER, Code.TOKEN_ISSUER),
        fault(Fault.OTHER_TENANT, Code.TOKEN_ISSUER),
        fault(Fault.WRONG_AUDIENCE, Code.TOKEN_AUDIENCE),
        fault(Fault.WRONG_NONCE, Code.TOKEN_NONCE),
        fault(Fault.MISSING_NONCE, Code.TOKEN_NONCE),
        fault(Fault.EXPIRED, Code.TOKEN_TIME),
        fault(Fault.NOT_YET_VALID, Code.TOKEN_TIME),
        fault(Fault.CLOCK_SLOW_4_MINUTES, Code.TOKEN_TIME),
        fault(Fault.CLOCK_SLOW_10_MINUTES, Code.TOKEN_TIME),
        fault(Fault.CLOCK_FAST_10_MINUTES, Code.TOKEN_TIME),
        fault(Fault.MISSING_SUB, Code.TOKEN_CLAIMS),
        fault(Fault.MISSING_OID, Code.TOKEN_CLAIMS),
        fault(Fault.MISSING_TID, Code.TOKEN_CLAIMS),
        fault(Fault.DUPLICATE_CLAIMS, Code.TOKEN_MALFORMED),
        fault(Fault.ALG_NONE, Code.TOKEN_ALGORITHM),
        fault(Fault.HS256_WITH_CLIENT_SECRET, Code.TOKEN_ALGORITHM),
        fault(Fault.HS256_WITH_PUBLIC_KEY, Code.TOKEN_ALGORITHM),
        fault(Fault.UNKNOWN_KID, Code.TOKEN_KEY_UNKNOWN),
        fault(Fault.MISSING_KID, Code.TOKEN_KEY_UNKNOWN),
        fault(Fault.TAMPERED_SIGNATURE, Code.TOKEN_SIGNATURE),
        fault(Fault.OTHER_KEY_UNDER_KNOWN_KID, Code.TOKEN_SIGNATURE),
        fault(Fault.MALFORMED_ID_TOKEN, Code.TOKEN_MALFORMED),
        fault(Fault.NO_ID_TOKEN, Code.UPSTREAM_RESPONSE_INVALID),
        fault(Fault.MALFORMED_JSON, Code.UPSTREAM_RESPONSE_INVALID),
        fault(Fault.DUPLICATE_JSON_KEYS, Code.UPSTREAM_RESPONSE_INVALID),
        fault(Fault.HTML_ANSWER, Code.UPSTREAM_RESPONSE_INVALID),
        fault(Fault.HUGE_ANSWER, Code.UPSTREAM_RESPONSE_INVALID),
        fault(Fault.TOKEN_ENDPOINT_500, Code.UPSTREAM_UNREACHABLE),
        fault(Fault.TOKEN_ENDPOINT_429, Code.UPSTREAM_UNREACHABLE),
        fault(Fault.DROPPED_CONNECTION, Code.UPSTREAM_UNREACHABLE),
        fault(Fault.INVALID_CLIENT, Code.UPSTREAM_CLIENT_REJECTED),
        fault(Fault.SLOW, Code.UPSTREAM_SLOW),
        fault(Fault.DISCOVERY_DOWN, Code.UPSTREAM_UNREACHABLE),
        fault(Fault.DISCOVERY_ISSUER_MISMATCH, Code.UPSTREAM_RESPONSE_INVALID),
        fault(Fault.KEYS_DOWN, Code.UPSTREAM_UNREACHABLE),
        fault(Fault.KEYS_MALFORMED, Code.UPSTREAM_RESPONSE_INVALID),
        fault(Fault.WRONG_STATE, Code.STATE_MISMATCH),
        fault(Fault.MISSING_STATE, Code.CALLBACK_INVALID),
        fault(Fault.CALLBACK_ERROR, Code.UPSTREAM_DENIED),
        fault(Fault.UNKNOWN_CODE, Code.CODE_REJECTED));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void logInWhenFaultThenItsCodeAndTheNextLoginSucceeds(Fault fault, Code expected)
      throws Exception {
    LOGIN.restart(fault == Fault.SLOW ? impatient(LOGIN) : TestUpstream.services(LOGIN.clock));
    LOGIN.entra.faults().delay(Duration.ofMinutes(1)).untilCleared(fault);

    assertThat(refusalOf(() -> LOGIN.logIn("guest"))).isEqualTo(expected);

    LOGIN.entra.faults().clear();
    assertThat(LOGIN.logIn("guest").account().kind()).isEqualTo(AccountKind.EXTERNAL);
  }

  @Test
  void everyFaultOfTheSimulatorHasARow() {
    Set<Object> covered = faults().map(row -> row.get()[0]).collect(Collectors.toSet());

    EnumSet<Fault> ofForcedSignInsOnly = EnumSet.of(Fault.STALE_AUTH_TIME, Fault.MISSING_AUTH_TIME);
    assertThat(covered)
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(ofForcedSignInsOnly));
  }

  /** A relying party whose calls end after a second rather than five. */
  private static RelyingPartyServices impatient(SimulatedLogin login) {
    HttpLimits limits =
        new HttpLimits(
            HttpLimits.MAX_CONNECT, Duration.ofSeconds(1), HttpLimits.DEFAULT_BODY_BYTES);
    return new RelyingPartyServices(
        BoundedHttp.create(limits),
        login.clock,
        new SecureRandom(),
        new SameThread(),
        JwksStore.NONE);
  }

  private static Arguments fault(Fault fault, Code expected) {
    return Arguments.of(fault, expected);
  }
}
