package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.simulators.entra.EntraSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole callbacks with crafted claims. */
class FreshSignInTest {

  private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"kid-1\"}";
  private static final String OBJECT_ID = "b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11";

  private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final StubProvider provider = new StubProvider();
  private final OidcRelyingParty relyingParty =
      new OidcRelyingParty(
          provider.upstream(),
          TestUpstream.REDIRECT_URI,
          TestUpstream.services(clock),
          Optional.empty());

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void completeWhenForcedAndAuthTimeIsNowThenAccepted() throws Exception {
    assertThat(complete(true, "auth_time", clock.instant().getEpochSecond())).isNotNull();
  }

  @Test
  void completeWhenForcedWithoutAuthTimeThenTokenFreshness() throws Exception {
    assertThat(refusalOf(() -> complete(true, "ver", "2.0"))).isEqualTo(Code.TOKEN_FRESHNESS);
  }

  @Test
  void completeWhenForcedAndAuthTimeIsOldThenTokenFreshness() throws Exception {
    long old = clock.instant().getEpochSecond() - 3600;

    assertThat(refusalOf(() -> complete(true, "auth_time", old))).isEqualTo(Code.TOKEN_FRESHNESS);
    assertThat(complete(false, "auth_time", old)).isNotNull();
  }

  @Test
  void completeWhenTenantIsAnotherUnderTheRightIssuerThenTokenTenant() throws Exception {
    String another = UUID.randomUUID().toString();

    assertThat(refusalOf(() -> complete(false, "tid", another))).isEqualTo(Code.TOKEN_TENANT);
  }

  @Test
  void completeWhenIdsAreNotGuidsThenTokenClaims() throws Exception {
    for (Object id : new Object[] {"", "1-1-1-1-1", new String[] {OBJECT_ID}, 7}) {
      assertThat(refusalOf(() -> complete(false, "oid", id))).isEqualTo(Code.TOKEN_CLAIMS);
      assertThat(refusalOf(() -> complete(false, "tid", id))).isEqualTo(Code.TOKEN_CLAIMS);
    }
  }

  @Test
  void completeWhenRefusedThenMessagesHoldNothingOfTheToken() throws Exception {
    String canary = "canary-7c1f";
    Throwable refusal = null;
    try {
      complete(false, "nonce", canary);
    } catch (Exception failure) {
      refusal = failure;
    }
    assertThat(refusal).isNotNull();
    for (Throwable each = refusal; each != null; each = each.getCause()) {
      assertThat(String.valueOf(each)).doesNotContain(canary, OBJECT_ID, "n-1");
    }
  }

  private VerifiedIdentity complete(boolean forced, String claim, Object value) throws Exception {
    Map<String, Object> claims = claims();
    claims.put(claim, value);
    String payload = new ObjectMapper().writeValueAsString(claims);
    provider.idToken(StubProvider.sign(HEADER, payload));
    PendingLogin pending = new PendingLogin("s", "n-1", "v".repeat(43), forced, clock.instant());
    return relyingParty.complete(CallbackParameters.ofQuery("code=c&state=s"), pending);
  }

  private Map<String, Object> claims() {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", provider.issuer());
    claims.put("aud", provider.upstream().clientId());
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now + 3600);
    claims.put("nonce", "n-1");
    claims.put("tid", EntraSettings.DEFAULT_TENANT.toString());
    claims.put("oid", OBJECT_ID);
    claims.put("sub", "pairwise");
    return claims;
  }
}
