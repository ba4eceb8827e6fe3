package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.OidcClaimNames;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.simulators.entra.EntraSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdTokenRulesTest {

  private static final OidcUpstream UPSTREAM =
      TestUpstream.at(URI.create("https://login.microsoftonline.com"));
  private static final String ISSUER =
      "https://login.microsoftonline.com/" + EntraSettings.DEFAULT_TENANT + "/v2.0";
  private static final String CLIENT = EntraSettings.DEFAULT_CLIENT_ID;
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final long SECOND = NOW.getEpochSecond();
  private static final long SKEW = IdTokenRules.SKEW.toSeconds();
  private static final long DATED_BACK = IdTokenRules.MICROSOFT_DATES_BACK.toSeconds();
  private static final long STARTED = SECOND - 30;

  private final IdTokenRules rules = new IdTokenRules(UPSTREAM);

  @Test
  void skewIsAMinute() {
    assertThat(IdTokenRules.SKEW).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void checkWhenAllIsWellThenAccepted() {
    assertAccepted(claims());
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("aud", List.of(CLIENT)),
        Arguments.of("azp", CLIENT),
        Arguments.of("exp", SECOND - SKEW + 1),
        Arguments.of("nbf", SECOND + SKEW),
        Arguments.of("iat", SECOND + SKEW),
        Arguments.of("iat", STARTED - DATED_BACK - SKEW),
        Arguments.of("iat", (int) SECOND),
        Arguments.of("exp", 253_402_300_799L));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void checkWhenClaimIsJustWithinThenAccepted(String claim, Object value) {
    Map<String, Object> claims = claims();
    claims.put(claim, value);

    assertAccepted(claims);
  }

  static Stream<Arguments> refused() {
    String issuer = ISSUER;
    return Stream.of(
        Arguments.of("iss", null, Code.TOKEN_ISSUER),
        Arguments.of("iss", issuer + "/", Code.TOKEN_ISSUER),
        Arguments.of("iss", issuer.replace("v2.0", "V2.0"), Code.TOKEN_ISSUER),
        Arguments.of("iss", "https://login.microsoftonline.com/{tenantid}/v2.0", Code.TOKEN_ISSUER),
        Arguments.of("iss", "https://login.microsoftonline.com/common/v2.0", Code.TOKEN_ISSUER),
        Arguments.of(
            "iss",
            "https://sts.windows.net/" + EntraSettings.DEFAULT_TENANT + "/",
            Code.TOKEN_ISSUER),
        Arguments.of("iss", List.of(issuer), Code.TOKEN_ISSUER),
        Arguments.of("aud", null, Code.TOKEN_AUDIENCE),
        Arguments.of("aud", "another", Code.TOKEN_AUDIENCE),
        Arguments.of("aud", List.of(), Code.TOKEN_AUDIENCE),
        Arguments.of("aud", List.of("another"), Code.TOKEN_AUDIENCE),
        Arguments.of("aud", List.of(CLIENT, "another"), Code.TOKEN_AUDIENCE),
        Arguments.of("aud", List.of(List.of(CLIENT)), Code.TOKEN_AUDIENCE),
        Arguments.of("azp", "another", Code.TOKEN_AUDIENCE),
        Arguments.of("azp", List.of(CLIENT), Code.TOKEN_AUDIENCE),
        Arguments.of("exp", SECOND - SKEW, Code.TOKEN_TIME),
        Arguments.of("nbf", SECOND + SKEW + 1, Code.TOKEN_TIME),
        Arguments.of("iat", SECOND + SKEW + 1, Code.TOKEN_TIME),
        Arguments.of("iat", STARTED - DATED_BACK - SKEW - 1, Code.TOKEN_TIME),
        Arguments.of("exp", null, Code.TOKEN_TIME),
        Arguments.of("nbf", null, Code.TOKEN_TIME),
        Arguments.of("iat", null, Code.TOKEN_TIME),
        Arguments.of("exp", (double) SECOND + 100, Code.TOKEN_TIME),
        Arguments.of("exp", Long.toString(SECOND + 100), Code.TOKEN_TIME),
        Arguments.of("nbf", -1L, Code.TOKEN_TIME),
        Arguments.of("nbf", 0L, Code.TOKEN_TIME),
        Arguments.of("exp", 253_402_300_800L, Code.TOKEN_TIME),
        Arguments.of("exp", BigInteger.TWO.pow(63), Code.TOKEN_TIME),
        Arguments.of("exp", true, Code.TOKEN_TIME),
        Arguments.of("nonce", null, Code.TOKEN_NONCE),
        Arguments.of("nonce", "n-2", Code.TOKEN_NONCE),
        Arguments.of("nonce", "N-1", Code.TOKEN_NONCE),
        Arguments.of("nonce", List.of("n-1"), Code.TOKEN_NONCE));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void checkWhenClaimIsWrongThenItsCode(String claim, Object value, Code expected)
      throws Exception {
    Map<String, Object> claims = claims();
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.put(claim, value);
    }

    assertThat(refusalOf(() -> rules.check(claims, Set.of(ISSUER), pending("n-1"), NOW)))
        .isEqualTo(expected);
  }

  @Test
  void requireSubjectWhenMissingBlankLongOrListThenTokenClaims() throws Exception {
    for (Object sub : new Object[] {"", " ", "s".repeat(256), List.of("s"), 7, "é"}) {
      assertThat(refusalOf(() -> rules.requireSubject(Map.of("sub", sub))))
          .isEqualTo(Code.TOKEN_CLAIMS);
    }
    assertThat(refusalOf(() -> rules.requireSubject(Map.of()))).isEqualTo(Code.TOKEN_CLAIMS);
    assertThatCode(() -> rules.requireSubject(Map.of("sub", "s".repeat(255))))
        .doesNotThrowAnyException();
  }

  @Test
  void requireFreshWhenWithinTheLoginThenAccepted() {
    for (long authTime : new long[] {SECOND - SKEW, SECOND, SECOND + 30 + SKEW}) {
      assertThatCode(() -> requireFresh(Map.of("auth_time", authTime))).doesNotThrowAnyException();
    }
  }

  @Test
  void requireFreshWhenAbsentOldAheadOrMalformedThenTokenFreshness() throws Exception {
    for (Object authTime :
        new Object[] {SECOND - SKEW - 1, SECOND + 30 + SKEW + 1, "now", 1.5, -1}) {
      assertThat(refusalOf(() -> requireFresh(Map.of("auth_time", authTime))))
          .isEqualTo(Code.TOKEN_FRESHNESS);
    }
    assertThat(refusalOf(() -> requireFresh(Map.of("iat", SECOND))))
        .isEqualTo(Code.TOKEN_FRESHNESS);
  }

  @Test
  void checkWhenAuthTimeIsYearsOldThenAccepted() {
    Map<String, Object> claims = claims();
    claims.put("auth_time", SECOND - 100_000_000);

    assertAccepted(claims);
  }

  @Test
  void checkWhenProviderDatesNothingBackThenOnlyTheSkewIsForgiven() throws Exception {
    IdTokenRules generic =
        new IdTokenRules(
            TestUpstream.of(
                new OidcProvider.Generic(
                    URI.create("https://id.example.org"),
                    Set.of(OidcProvider.Algorithm.RS256),
                    OidcClaimNames.DEFAULTS)));
    Map<String, Object> claims = claims();

    claims.put("iat", STARTED - SKEW);
    assertThatCode(() -> generic.check(claims, Set.of(ISSUER), pending("n-1"), NOW))
        .doesNotThrowAnyException();

    claims.put("iat", STARTED - SKEW - 1);
    assertThat(refusalOf(() -> generic.check(claims, Set.of(ISSUER), pending("n-1"), NOW)))
        .isEqualTo(Code.TOKEN_TIME);
  }

  private static PendingLogin pending(String nonce) {
    return new PendingLogin("s", nonce, "v".repeat(43), false, Instant.ofEpochSecond(STARTED));
  }

  /** A login that started at {@link #NOW} and ends half a minute later. */
  private void requireFresh(Map<String, Object> claims) throws Exception {
    rules.requireFresh(claims, NOW, NOW.plusSeconds(30));
  }

  private void assertAccepted(Map<String, Object> claims) {
    assertThatCode(() -> rules.check(claims, Set.of(ISSUER), pending("n-1"), NOW))
        .doesNotThrowAnyException();
  }

  private static Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", CLIENT);
    claims.put("iat", SECOND - 300);
    claims.put("nbf", SECOND - 300);
    claims.put("exp", SECOND + 3600);
    claims.put("nonce", "n-1");
    return claims;
  }
}
