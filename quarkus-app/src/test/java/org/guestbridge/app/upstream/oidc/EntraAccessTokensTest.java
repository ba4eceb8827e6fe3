package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.EntraTokens;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that Entra issues to its provisioning service; each wrong one differs in one thing. */
class EntraAccessTokensTest {

  private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"kid-1\"}";
  private static final String TENANT = EntraSettings.DEFAULT_TENANT.toString();
  private static final String OTHER = "11111111-2222-4333-8444-555555555555";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final StubProvider provider = new StubProvider();
  private final TestClock clock = new TestClock(NOW);
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private EntraAccessTokens tokens;

  @BeforeEach
  void start() {
    tokens = new EntraAccessTokens(accepted(), TestUpstream.services(clock));
    claims.put("aud", EntraTokens.DEFAULT_AUDIENCE);
    claims.put("iss", "https://sts.windows.net/" + TENANT + "/");
    claims.put("tid", TENANT);
    claims.put("appid", EntraTokens.DEFAULT_APPLICATION);
    claims.put("nbf", NOW.getEpochSecond());
    claims.put("exp", NOW.getEpochSecond() + 3600);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private EntraTokens accepted() {
    return new EntraTokens(
        EntraSettings.DEFAULT_TENANT,
        provider.base(),
        Set.of(EntraTokens.DEFAULT_AUDIENCE),
        Set.of(EntraTokens.DEFAULT_APPLICATION));
  }

  @Test
  void requireWhenOfEitherVersionThenAccepted() throws Exception {
    tokens.require(token());
    claims.put("iss", provider.issuer());
    claims.remove("appid");
    claims.put("azp", EntraTokens.DEFAULT_APPLICATION);
    claims.put("aud", List.of(EntraTokens.DEFAULT_AUDIENCE));
    tokens.require(token());
  }

  static Stream<Arguments> wrong() {
    long now = NOW.getEpochSecond();
    return Stream.of(
        Arguments.of("iss", "https://sts.windows.net/" + OTHER + "/", Code.TOKEN_ISSUER),
        Arguments.of("iss", "https://sts.windows.net/" + TENANT, Code.TOKEN_ISSUER),
        Arguments.of("iss", null, Code.TOKEN_ISSUER),
        Arguments.of("tid", OTHER, Code.TOKEN_TENANT),
        Arguments.of("tid", null, Code.TOKEN_TENANT),
        Arguments.of("aud", "https://graph.microsoft.com", Code.TOKEN_AUDIENCE),
        Arguments.of("aud", List.of(EntraTokens.DEFAULT_AUDIENCE, "other"), Code.TOKEN_AUDIENCE),
        Arguments.of("aud", null, Code.TOKEN_AUDIENCE),
        Arguments.of("appid", OTHER, Code.TOKEN_AUDIENCE),
        Arguments.of("appid", null, Code.TOKEN_AUDIENCE),
        Arguments.of("azp", OTHER, Code.TOKEN_AUDIENCE),
        Arguments.of("scp", "user_impersonation", Code.TOKEN_AUDIENCE),
        Arguments.of("exp", now - 60, Code.TOKEN_TIME),
        Arguments.of("exp", null, Code.TOKEN_TIME),
        Arguments.of("exp", now + 26 * 3600, Code.TOKEN_TIME),
        Arguments.of("nbf", now + 61, Code.TOKEN_TIME),
        Arguments.of("nbf", null, Code.TOKEN_TIME));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void requireWhenAClaimIsWrongThenRefused(String claim, Object value, Code code) throws Exception {
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.put(claim, value);
    }
    assertThat(refusalOf(() -> tokens.require(token()))).isEqualTo(code);
  }

  @Test
  void requireWhenAtTheEdgesOfItsTimeThenAccepted() throws Exception {
    claims.put("nbf", NOW.getEpochSecond() + 60);
    claims.put("exp", NOW.getEpochSecond() - 59);
    tokens.require(token());
  }

  @Test
  void requireWhenSignedOtherwiseThenRefused() throws Exception {
    String good = token();
    String[] parts = good.split("\\.", -1);
    claims.put("nbf", NOW.getEpochSecond() - 1);
    String other = token().split("\\.", -1)[1];
    assertThat(refusalOf(() -> tokens.require(parts[0] + "." + other + "." + parts[2])))
        .isEqualTo(Code.TOKEN_SIGNATURE);
    for (String algorithm : new String[] {"none", "HS256", "PS256"}) {
      String header = HEADER.replace("RS256", algorithm);
      assertThat(refusalOf(() -> tokens.require(StubProvider.sign(header, payload()))))
          .isEqualTo(Code.TOKEN_ALGORITHM);
    }
    String unknown = HEADER.replace("kid-1", "no-such-key");
    assertThat(refusalOf(() -> tokens.require(StubProvider.sign(unknown, payload()))))
        .isEqualTo(Code.TOKEN_KEY_UNKNOWN);
    assertThat(refusalOf(() -> tokens.require("a.b"))).isEqualTo(Code.TOKEN_MALFORMED);
  }

  @Test
  void requireWhenTheKeysAreOfflineThenAnOutageAndNoRefusal() throws Exception {
    provider.down(true);
    assertThat(refusalOf(() -> tokens.require(token()))).isEqualTo(Code.UPSTREAM_UNREACHABLE);
    provider.down(false);
    tokens.require(token());
  }

  @Test
  void requireWhenOfTheSimulatedTenantThenAcceptedUntilItExpires() throws Exception {
    try (SimulatedEntra entra = SimulatedEntra.start(EntraSettings.defaults())) {
      TestClock real = new TestClock(Instant.now());
      EntraAccessTokens ofTenant =
          new EntraAccessTokens(
              new EntraTokens(
                  EntraSettings.DEFAULT_TENANT,
                  entra.authority(),
                  Set.of(EntraTokens.DEFAULT_AUDIENCE),
                  Set.of(EntraTokens.DEFAULT_APPLICATION)),
              TestUpstream.services(real));
      String token = entra.provisioningToken();
      ofTenant.require(token);
      real.advance(Duration.ofMinutes(62));
      assertThat(refusalOf(() -> ofTenant.require(token))).isEqualTo(Code.TOKEN_TIME);
    }
  }

  private String token() throws Exception {
    return StubProvider.sign(HEADER, payload());
  }

  private String payload() {
    return Response.toJson(claims);
  }
}
