package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guestbridge.simulators.entra.OidcClient.callback;
import static org.guestbridge.simulators.entra.OidcClient.json;
import static org.guestbridge.simulators.entra.OidcClient.part;
import static org.guestbridge.simulators.entra.OidcClient.raw;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault produces what it names, once; the login after it is good again. */
class FaultTest {
  /** Looks at the world while a fault is on order; must fail when the fault does nothing. */
  @FunctionalInterface
  private interface Observation {
    void check() throws Exception;
  }

  private static SimulatedEntra entra;
  private static OidcClient client;

  @BeforeAll
  static void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    client = new OidcClient(entra);
  }

  @AfterAll
  static void stop() {
    entra.close();
  }

  @BeforeEach
  void reset() {
    entra.faults().clear();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void faultWhenOrderedThenHappensOnce(Fault fault) throws Exception {
    Observation observation = observations().get(fault);
    assertThat(observation).as("an observation of " + fault).isNotNull();
    assertThatThrownBy(observation::check)
        .as("the observation without the fault")
        .isInstanceOf(AssertionError.class);
    entra.faults().delay(Duration.ofMillis(300)).next(fault);
    observation.check();
    assertThat(entra.faults().pending()).isEmpty();
    assertThat(client.verifies(client.logIn("guest"))).isTrue();
  }

  @Test
  void faultWhenUntilClearedThenHappensAgain() throws Exception {
    entra.faults().untilCleared(Fault.MISSING_OID);
    assertThat(client.claims("guest").has("oid")).isFalse();
    assertThat(client.claims("guest").has("oid")).isFalse();
    entra.faults().clear(Fault.MISSING_OID);
    assertThat(client.claims("guest").has("oid")).isTrue();
  }

  @Test
  void authTimeFaultsWhenNoMaxAgeWasAskedThenWaitForTheLoginThatAsks() throws Exception {
    entra.faults().next(Fault.STALE_AUTH_TIME).next(Fault.MISSING_AUTH_TIME);
    assertThat(client.claims("guest").has("auth_time")).isFalse();
    assertThat(entra.faults().pending())
        .containsExactlyInAnyOrder(Fault.STALE_AUTH_TIME, Fault.MISSING_AUTH_TIME);
    client.claimsWithMaxAge();
    assertThat(entra.faults().pending()).isEmpty();
  }

  @Test
  void keysWhenRotatedSilentlyThenTokenVerifiesOnlyOncePublished() throws Exception {
    entra.keys().rotateSilently();
    String token = client.logIn("guest");
    assertThat(client.verifies(token)).isFalse();
    entra.keys().publish();
    assertThat(client.verifies(token)).isTrue();
    entra.keys().rotate();
    assertThat(client.verifies(token)).isTrue();
    String newest = client.logIn("guest");
    entra.keys().withdrawOld();
    assertThat(client.verifies(token)).isFalse();
    assertThat(client.verifies(newest)).isTrue();
    assertThat(entra.keys().publishedKids()).hasSize(2);
  }

  private static Map<Fault, Observation> observations() {
    Map<Fault, Observation> all = new EnumMap<>(Fault.class);
    claimFaults(all);
    signatureFaults(all);
    tokenEndpointFaults(all);
    all.put(Fault.DISCOVERY_DOWN, () -> assertThat(discovery().statusCode()).isEqualTo(503));
    all.put(
        Fault.DISCOVERY_ISSUER_MISMATCH,
        () ->
            assertThat(json(discovery().body()).path("issuer").asText())
                .isNotEqualTo(entra.issuer()));
    all.put(Fault.KEYS_DOWN, () -> assertThat(keys().statusCode()).isEqualTo(503));
    all.put(
        Fault.KEYS_MALFORMED,
        () -> assertThatThrownBy(() -> json(keys().body())).isInstanceOf(IOException.class));
    all.put(
        Fault.WRONG_STATE,
        () -> assertThat(back("state")).isNotEqualTo("state-1").isNotEqualTo("absent"));
    all.put(Fault.MISSING_STATE, () -> assertThat(back("state")).isEqualTo("absent"));
    all.put(Fault.CALLBACK_ERROR, () -> assertThat(back("error")).isEqualTo("server_error"));
    all.put(Fault.UNKNOWN_CODE, () -> assertThat(token().body()).contains("AADSTS70000:"));
    return all;
  }

  private static void claimFaults(Map<Fault, Observation> all) {
    all.put(Fault.WRONG_ISSUER, () -> assertThat(claim("iss")).contains("attacker.example"));
    all.put(
        Fault.OTHER_TENANT,
        () -> {
          JsonNode claims = client.claims("guest");
          assertThat(claims.path("tid").asText())
              .isNotEqualTo(EntraSettings.DEFAULT_TENANT.toString());
          assertThat(claims.path("iss").asText()).contains(claims.path("tid").asText());
        });
    all.put(
        Fault.WRONG_AUDIENCE,
        () -> assertThat(claim("aud")).isNotEqualTo(EntraSettings.DEFAULT_CLIENT_ID));
    all.put(
        Fault.WRONG_NONCE, () -> assertThat(claim("nonce")).isNotEqualTo("nonce-1").isNotEmpty());
    all.put(Fault.MISSING_NONCE, () -> assertThat(client.claims("guest").has("nonce")).isFalse());
    all.put(Fault.MISSING_SUB, () -> assertThat(client.claims("guest").has("sub")).isFalse());
    all.put(Fault.MISSING_OID, () -> assertThat(client.claims("guest").has("oid")).isFalse());
    all.put(Fault.MISSING_TID, () -> assertThat(client.claims("guest").has("tid")).isFalse());
    all.put(
        Fault.STALE_AUTH_TIME,
        () ->
            assertThat(Instant.ofEpochSecond(client.claimsWithMaxAge().path("auth_time").asLong()))
                .isBetween(Instant.now().minusSeconds(3610), Instant.now().minusSeconds(3600)));
    all.put(
        Fault.MISSING_AUTH_TIME,
        () -> assertThat(client.claimsWithMaxAge().has("auth_time")).isFalse());
    all.put(Fault.EXPIRED, () -> assertThat(instant("exp")).isBefore(Instant.now()));
    all.put(Fault.CLOCK_SLOW_4_MINUTES, () -> clockIsAhead(-4));
    all.put(Fault.CLOCK_SLOW_10_MINUTES, () -> clockIsAhead(-10));
    all.put(Fault.CLOCK_FAST_10_MINUTES, () -> clockIsAhead(10));
    all.put(Fault.NOT_YET_VALID, () -> assertThat(instant("nbf")).isAfter(Instant.now()));
    all.put(
        Fault.DUPLICATE_CLAIMS,
        () -> assertThat(raw(client.logIn("guest"), 1).split("\"oid\":", -1)).hasSize(3));
  }

  private static void clockIsAhead(int minutes) throws Exception {
    Instant issued = Instant.now().minus(IdTokens.BACK_DATED).plus(Duration.ofMinutes(minutes));
    assertThat(instant("iat")).isBetween(issued.minusSeconds(10), issued.plusSeconds(10));
  }

  private static void signatureFaults(Map<Fault, Observation> all) {
    all.put(
        Fault.ALG_NONE,
        () -> {
          String token = client.logIn("guest");
          assertThat(part(token, 0).path("alg").asText()).isEqualTo("none");
          assertThat(token).endsWith(".");
        });
    all.put(Fault.HS256_WITH_CLIENT_SECRET, FaultTest::symmetric);
    all.put(Fault.HS256_WITH_PUBLIC_KEY, FaultTest::symmetric);
    all.put(Fault.UNKNOWN_KID, () -> assertThat(knownKid(client.logIn("guest"))).isFalse());
    all.put(
        Fault.MISSING_KID, () -> assertThat(part(client.logIn("guest"), 0).has("kid")).isFalse());
    all.put(Fault.TAMPERED_SIGNATURE, FaultTest::knownKidButUnverified);
    all.put(Fault.OTHER_KEY_UNDER_KNOWN_KID, FaultTest::knownKidButUnverified);
    all.put(
        Fault.MALFORMED_ID_TOKEN,
        () -> assertThat(client.logIn("guest").split("\\.", -1)).hasSizeLessThan(3));
  }

  private static void tokenEndpointFaults(Map<Fault, Observation> all) {
    all.put(
        Fault.NO_ID_TOKEN,
        () -> {
          JsonNode answer = json(token().body());
          assertThat(answer.has("access_token")).isTrue();
          assertThat(answer.has("id_token")).isFalse();
        });
    all.put(
        Fault.MALFORMED_JSON,
        () -> assertThatThrownBy(() -> json(token().body())).isInstanceOf(IOException.class));
    all.put(
        Fault.DUPLICATE_JSON_KEYS,
        () -> assertThat(token().body().split("\"id_token\":", -1)).hasSize(3));
    all.put(
        Fault.HTML_ANSWER,
        () ->
            assertThat(token().headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/html"));
    all.put(Fault.TOKEN_ENDPOINT_500, () -> assertThat(token().statusCode()).isEqualTo(500));
    all.put(
        Fault.TOKEN_ENDPOINT_429,
        () -> assertThat(token().headers().firstValue("Retry-After")).contains("30"));
    all.put(
        Fault.INVALID_CLIENT,
        () -> assertThat(json(token().body()).path("error").asText()).isEqualTo("invalid_client"));
    all.put(
        Fault.SLOW,
        () -> {
          long start = System.nanoTime();
          token();
          assertThat(Duration.ofNanos(System.nanoTime() - start))
              .isGreaterThanOrEqualTo(Duration.ofMillis(300));
        });
    all.put(
        Fault.DROPPED_CONNECTION,
        () -> assertThatThrownBy(FaultTest::token).isInstanceOf(IOException.class));
    all.put(Fault.HUGE_ANSWER, () -> assertThat(token().body().length()).isGreaterThan(16 << 20));
  }

  private static void symmetric() throws Exception {
    String token = client.logIn("guest");
    assertThat(part(token, 0).path("alg").asText()).isEqualTo("HS256");
    assertThat(token.split("\\.", -1)[2]).hasSize(43);
  }

  private static void knownKidButUnverified() throws Exception {
    String token = client.logIn("guest");
    assertThat(knownKid(token)).isTrue();
    assertThat(client.verifies(token)).isFalse();
  }

  private static boolean knownKid(String token) throws Exception {
    return entra.keys().publishedKids().contains(part(token, 0).path("kid").asText());
  }

  private static String claim(String name) throws Exception {
    return client.claims("guest").path(name).asText();
  }

  private static Instant instant(String name) throws Exception {
    return Instant.ofEpochSecond(client.claims("guest").path(name).asLong());
  }

  private static String back(String name) throws Exception {
    return callback(client.authorize(client.authorizeParameters())).value(name).orElse("absent");
  }

  private static HttpResponse<String> token() throws Exception {
    return client.token(client.tokenParameters(client.code()));
  }

  private static HttpResponse<String> discovery() throws Exception {
    return client.get(client.tenantUrl("/v2.0/.well-known/openid-configuration"));
  }

  private static HttpResponse<String> keys() throws Exception {
    return client.get(client.tenantUrl("/discovery/v2.0/keys"));
  }
}
