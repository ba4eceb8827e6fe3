package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.OidcProvider.Algorithm;
import org.guestbridge.simulators.entra.EntraSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

  private static final Optional<String> KNOWN = Optional.of("kid-1");

  private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final MemoryJwksStore store = new MemoryJwksStore();
  private final StubProvider provider = new StubProvider();

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void findWhenKnownThenFetchedOnceForAnHour() throws Exception {
    SigningKeys keys = keys();
    for (int minute = 0; minute < 60; minute++) {
      assertThat(keys.find(KNOWN, Algorithm.RS256).key().toRSAKey().toRSAPublicKey())
          .isEqualTo(StubProvider.KEYS.get(0).toRSAPublicKey());
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(provider.keyCalls).hasValue(1);

    clock.advance(Duration.ofMillis(1));
    keys.find(KNOWN, Algorithm.RS256);
    keys.find(KNOWN, Algorithm.RS256);
    assertThat(provider.keyCalls).hasValue(2);
  }

  @Test
  void findWhenUnknownKidsFloodThenOneRefetchInFiveMinutes() throws Exception {
    SigningKeys keys = keys();
    keys.find(KNOWN, Algorithm.RS256);
    for (int i = 0; i < 1_000; i++) {
      Optional<String> random = Optional.of("unknown-" + i);
      assertThat(refusalOf(() -> keys.find(random, Algorithm.RS256)))
          .isEqualTo(Code.TOKEN_KEY_UNKNOWN);
    }
    assertThat(provider.keyCalls).hasValue(2);

    clock.advance(SigningKeys.UNKNOWN_KEY_INTERVAL.minusMillis(1));
    assertThat(refusalOf(() -> keys.find(Optional.of("x"), Algorithm.RS256)))
        .isEqualTo(Code.TOKEN_KEY_UNKNOWN);
    assertThat(provider.keyCalls).hasValue(2);

    clock.advance(Duration.ofMillis(1));
    assertThat(refusalOf(() -> keys.find(Optional.of("x"), Algorithm.RS256)))
        .isEqualTo(Code.TOKEN_KEY_UNKNOWN);
    assertThat(provider.keyCalls).hasValue(3);
  }

  @Test
  void findWhenKeysAreDownThenServedForADayAndThenRefused() throws Exception {
    SigningKeys keys = keys();
    keys.find(KNOWN, Algorithm.RS256);
    provider.down(true);

    clock.advance(SigningKeys.TIME_TO_LIVE.minusMillis(1));
    assertThat(keys.find(KNOWN, Algorithm.RS256)).isNotNull();

    clock.advance(Duration.ofMillis(2));
    assertThat(refusalOf(() -> keys.find(KNOWN, Algorithm.RS256)))
        .isEqualTo(Code.UPSTREAM_UNREACHABLE);
    provider.down(false);
    assertThat(keys.find(KNOWN, Algorithm.RS256)).isNotNull();
  }

  @Test
  void findWhenRestartedDuringAnOutageThenStoredKeysServe() throws Exception {
    keys().find(KNOWN, Algorithm.RS256);
    provider.metadata.put("jwks_uri", provider.base() + "/gone");

    assertThat(keys().find(KNOWN, Algorithm.RS256)).isNotNull();
    clock.advance(SigningKeys.TIME_TO_LIVE);
    assertThat(refusalOf(() -> keys().find(KNOWN, Algorithm.RS256)))
        .isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }

  @Test
  void findWithoutKidWhenOneKeyThenThatKeyElseUnknown() throws Exception {
    assertThat(refusalOf(() -> keys().find(Optional.empty(), Algorithm.RS256)))
        .isEqualTo(Code.TOKEN_KEY_UNKNOWN);
    provider.keys.remove(1);

    assertThat(keys().find(Optional.empty(), Algorithm.RS256)).isNotNull();
  }

  @Test
  void findWhenKidStandsTwiceThenUnknown() throws Exception {
    provider.keys.get(1).put("kid", "kid-1");

    assertThat(refusalOf(() -> keys().find(KNOWN, Algorithm.RS256)))
        .isEqualTo(Code.TOKEN_KEY_UNKNOWN);
  }

  @Test
  void findWhenKeyMayNotSignForThisTenantThenUnknown() throws Exception {
    for (Map.Entry<String, Object> member :
        Map.<String, Object>of(
                "use", "enc",
                "alg", "RS512",
                "key_ops", List.of("encrypt"),
                "issuer", "https://login.microsoftonline.com/another/v2.0",
                "kty", "EC")
            .entrySet()) {
      Map<String, Object> key = StubProvider.publicKey(StubProvider.KEYS.get(0));
      if (member.getKey().equals("key_ops")) {
        key.remove("use");
      }
      key.put(member.getKey(), member.getValue());
      provider.keys.set(0, key);
      assertThat(refusalOf(() -> keys().find(KNOWN, Algorithm.RS256)))
          .as(member.getKey())
          .isEqualTo(Code.TOKEN_KEY_UNKNOWN);
    }
  }

  @Test
  void findWhenKeyNamesThisIssuerOrItsTemplateThenFound() throws Exception {
    String issuer = provider.issuer();
    String tenant = EntraSettings.DEFAULT_TENANT.toString();
    for (String named : new String[] {issuer, issuer.replace(tenant, "{tenantid}")}) {
      provider.keys.get(0).put("issuer", named);
      assertThat(keys().find(KNOWN, Algorithm.RS256)).isNotNull();
    }
  }

  @Test
  void findWhenKeyIsShortThenUnknown() throws Exception {
    var tooShort = new RSAKeyGenerator(1024, true).keyID("short").generate();
    provider.keys.add(StubProvider.publicKey(tooShort));

    assertThat(refusalOf(() -> keys().find(Optional.of("short"), Algorithm.RS256)))
        .isEqualTo(Code.TOKEN_KEY_UNKNOWN);
  }

  @Test
  void logInWhenKeysRotateThenNobodyIsRefused() throws Exception {
    try (SimulatedLogin login = SimulatedLogin.withSecret()) {
      login.logIn("guest");
      login.entra.keys().rotate();
      login.logIn("guest");
      login.clock.advance(SigningKeys.UNKNOWN_KEY_INTERVAL);
      login.entra.keys().rotate();
      login.entra.keys().withdrawOld();
      login.logIn("guest");

      assertThat(login.keyFetches()).isEqualTo(3);
    }
  }

  private SigningKeys keys() {
    RelyingPartyServices services = TestUpstream.services(clock, store);
    Discovery discovery = new Discovery(provider.upstream().provider(), services);
    return new SigningKeys(
        new KeySetFetch(provider.upstream().provider(), services, discovery), services);
  }
}
