package org.guestbridge.keycloak.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.keycloak.release.FreshSignIn;
import org.guestbridge.realm.login.LoginPolicy;
import org.guestbridge.realm.oidc.OidcClaims;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * An ID token that Keycloak verified: signature, issuer, audience, times and nonce (OpenID Connect
 * Core section 3.1.3.7).
 */
final class OidcMessage {

  /** Where Keycloak keeps the nonce that it sent; it has compared the token's with it. */
  private static final String SENT_NONCE = "BROKER_NONCE";

  /** Longer than any sign-in that Keycloak lets a person finish. */
  private static final Duration LONGEST_SIGN_IN = Duration.ofDays(1);

  /** The last second of the year 9999. */
  private static final long LATEST_TIME = 253_402_300_799L;

  private OidcMessage() {}

  static UpstreamMessage read(
      JsonWebToken token, AuthenticationSessionModel departure, LoginPolicy policy)
      throws RefusalException {
    @Nullable String nonce = departure.getClientNote(SENT_NONCE);
    if (nonce == null || !nonce.equals(token.getOtherClaims().get("nonce"))) {
      throw UpstreamMessage.unsolicited();
    }
    Optional<FreshSignIn> asked = FreshSignIn.parse(departure.getClientNote(FreshSignIn.NAME));
    if (asked.isPresent()) {
      requireFresh(asked.get(), token);
    }
    OidcClaims person = policy.person(claims(token));
    Evidence evidence =
        new Evidence.IdToken(policy.upstream(), person.account(), issuedAt(token.getIat()));
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.LOGIN_TRANSACTION,
            policy.realm().value(),
            nonce,
            Instant.now().plus(LONGEST_SIGN_IN));
    return new UpstreamMessage(
        VerifiedIdentity.attested(evidence, person.subject(), person.profile()), mark);
  }

  /**
   * Proof that the person signed in after the client asked: {@code iat} says when the token was
   * made, not when the person showed up.
   */
  private static void requireFresh(FreshSignIn asked, JsonWebToken token) throws RefusalException {
    if (!(token.getOtherClaims().get("auth_time") instanceof Number seconds)) {
      throw stale("there is no auth_time; add it to the app registration's ID token");
    }
    long time = seconds.longValue();
    if (time < 0
        || time > LATEST_TIME
        || !asked.isMetBy(Instant.ofEpochSecond(time), Instant.now())) {
      throw stale("auth_time is not within this login");
    }
  }

  private static RefusalException stale(String detail) {
    return new RefusalException(Code.TOKEN_FRESHNESS, detail);
  }

  /** The claims as a JSON reader makes them: Keycloak keeps the registered ones apart. */
  private static Map<String, Object> claims(JsonWebToken token) {
    Map<String, Object> claims = new LinkedHashMap<>(token.getOtherClaims());
    put(claims, "iss", token.getIssuer());
    put(claims, "sub", token.getSubject());
    put(claims, "azp", token.getIssuedFor());
    put(claims, "typ", token.getType());
    put(claims, "jti", token.getId());
    put(claims, "iat", token.getIat());
    put(claims, "nbf", token.getNbf());
    put(claims, "exp", token.getExp());
    String @Nullable [] audience = token.getAudience();
    put(claims, "aud", audience == null ? null : List.of(audience));
    return claims;
  }

  private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
    if (value != null) {
      claims.put(name, value);
    }
  }

  private static Instant issuedAt(@Nullable Long seconds) throws RefusalException {
    if (seconds == null) {
      throw new RefusalException(Code.TOKEN_CLAIMS, "the claim iat is missing");
    }
    return Instant.ofEpochSecond(seconds);
  }
}
