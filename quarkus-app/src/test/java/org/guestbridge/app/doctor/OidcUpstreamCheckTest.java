package org.guestbridge.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.doctor.Diagnosis.CLOCK_OK;
import static org.guestbridge.app.doctor.Diagnosis.UPSTREAM_DISCOVERY_OK;
import static org.guestbridge.app.doctor.Diagnosis.UPSTREAM_KEYS_INVALID;
import static org.guestbridge.app.doctor.Diagnosis.UPSTREAM_KEYS_OK;
import static org.guestbridge.app.doctor.Diagnosis.UPSTREAM_LOGOUT_MISSING;
import static org.guestbridge.app.doctor.Diagnosis.UPSTREAM_PKCE_MISSING;
import static org.guestbridge.app.doctor.Diagnosis.UPSTREAM_PKCE_OK;
import static org.guestbridge.app.doctor.Diagnosis.UPSTREAM_PKCE_UNSTATED;
import static org.guestbridge.app.doctor.Diagnosis.UPSTREAM_UNREACHABLE;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.realm.OidcClaimNames;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Fault;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcUpstreamCheckTest {

  private final SimulatedEntra entra = SimulatedEntra.start(EntraSettings.defaults());

  @AfterEach
  void stop() {
    entra.close();
  }

  @Test
  void lookWhenTenantIsWellThenEverythingIsOk() {
    // The first call of a process loads classes, and may count as slow.
    assertThat(look(InstantSource.system())).contains(UPSTREAM_KEYS_OK);
    assertThat(look(InstantSource.system()))
        .containsExactly(UPSTREAM_DISCOVERY_OK, CLOCK_OK, UPSTREAM_PKCE_OK, UPSTREAM_KEYS_OK);
  }

  @ParameterizedTest
  @CsvSource({
    "DISCOVERY_DOWN, UPSTREAM_UNREACHABLE",
    "DISCOVERY_ISSUER_MISMATCH, UPSTREAM_DISCOVERY_INVALID",
    "KEYS_DOWN, UPSTREAM_UNREACHABLE",
    "KEYS_MALFORMED, UPSTREAM_KEYS_INVALID"
  })
  void lookWhenFaultThenItsDiagnosis(Fault fault, Diagnosis expected) {
    entra.faults().untilCleared(fault);
    assertThat(look(InstantSource.system())).contains(expected);
    entra.faults().clear();
    assertThat(look(InstantSource.system())).doesNotContain(expected);
  }

  @Test
  void lookWhenNobodyListensThenUnreachable() {
    entra.close();
    assertThat(look(InstantSource.system())).containsExactly(UPSTREAM_UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "20, CLOCK_SKEW",
    "-20, CLOCK_SKEW",
    "120, CLOCK_WRONG",
    "-120, CLOCK_WRONG",
    "0, CLOCK_OK"
  })
  void lookWhenThisClockIsWrongThenSaid(int seconds, Diagnosis expected) {
    assertThat(look(() -> Instant.now().plusSeconds(seconds))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PT5S, CLOCK_OK", "PT5.001S, CLOCK_SKEW", "PT-5.001S, CLOCK_SKEW",
    "PT60S, CLOCK_SKEW", "PT60.001S, CLOCK_WRONG", "PT-60.001S, CLOCK_WRONG"
  })
  void clockWhenAtABoundaryThenOnItsSide(Duration ahead, Diagnosis expected) {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    Finding finding =
        ClockComparison.with("entra", Optional.of(now.minus(ahead)), now, now).orElseThrow();
    assertThat(finding.diagnosis()).isEqualTo(expected);
  }

  @Test
  void pkceWhenGenericProviderStatesItOrNotThenSaid() {
    assertThat(lookAtGeneric(Map.of())).contains(UPSTREAM_PKCE_UNSTATED);
    assertThat(lookAtGeneric(Map.of("code_challenge_methods_supported", List.of("plain"))))
        .contains(UPSTREAM_PKCE_MISSING);
    assertThat(lookAtGeneric(Map.of("code_challenge_methods_supported", List.of("plain", "S256"))))
        .contains(UPSTREAM_PKCE_OK)
        .contains(UPSTREAM_KEYS_INVALID);
  }

  @Test
  void logoutWhenTheProviderHasNoSuchEndpointThenSaid() {
    assertThat(lookAtGeneric(Map.of())).contains(UPSTREAM_LOGOUT_MISSING);
    assertThat(lookAtGeneric(Map.of("end_session_endpoint", "http://elsewhere.example/end")))
        .contains(UPSTREAM_LOGOUT_MISSING);
    assertThat(lookAtGeneric(Map.of("end_session_endpoint", "http://127.0.0.1/end")))
        .doesNotContain(UPSTREAM_LOGOUT_MISSING);
    assertThat(look(InstantSource.system())).doesNotContain(UPSTREAM_LOGOUT_MISSING);
  }

  private List<Diagnosis> look(InstantSource clock) {
    OidcProvider provider =
        new OidcProvider.Entra(
            EntraSettings.DEFAULT_TENANT, Set.of(), entra.authority(), true, Optional.empty());
    return look(provider, clock);
  }

  private static List<Diagnosis> look(OidcProvider provider, InstantSource clock) {
    return Realms.diagnoses(
        new OidcUpstreamCheck(
                "entra", provider, true, BoundedHttp.create(HttpLimits.DEFAULT), clock)
            .run());
  }

  private static List<Diagnosis> lookAtGeneric(Map<String, Object> more) {
    try (LoopbackServer server = LoopbackServer.bind(0, "generic")) {
      Map<String, Object> document = new HashMap<>(more);
      document.put("issuer", server.base().toString());
      document.put("authorization_endpoint", server.base() + "/authorize");
      document.put("token_endpoint", server.base() + "/token");
      document.put("jwks_uri", server.base() + "/keys");
      server.serve(
          request ->
              Response.json(
                  200, request.path().endsWith("/keys") ? Map.of("keys", List.of()) : document));
      return look(
          new OidcProvider.Generic(
              server.base(), Set.of(OidcProvider.Algorithm.RS256), OidcClaimNames.DEFAULTS),
          InstantSource.system());
    }
  }
}
