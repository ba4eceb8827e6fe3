package org.guestbridge.app.upstream.oidc;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.app.upstream.VisibleText;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;

/**
 * What the claims of a token with a good signature must say (OpenID Connect Core section 3.1.3.7).
 * Times are whole seconds; {@link #SKEW} of clock difference is forgiven in each direction.
 */
final class IdTokenRules {

  static final Duration SKEW = Duration.ofSeconds(60);

  /**
   * By how much Microsoft dates {@code iat} and {@code nbf} back: between them and {@code exp} of
   * its sample tokens lie five minutes more than the lifetime that it states (learn.microsoft.com,
   * "ID tokens in the Microsoft identity platform", "Overview of tokens in Azure Active Directory
   * B2C").
   */
  static final Duration MICROSOFT_DATES_BACK = Duration.ofMinutes(5);

  /** The last second of the year 9999; a later time is a mistake. */
  private static final BigInteger LAST_SECOND = BigInteger.valueOf(253_402_300_799L);

  private static final int MAX_SUBJECT_LENGTH = 255;

  private final OidcUpstream upstream;
  private final Duration datedBack;

  IdTokenRules(OidcUpstream upstream) {
    this.upstream = upstream;
    this.datedBack =
        upstream.provider() instanceof OidcProvider.Generic ? Duration.ZERO : MICROSOFT_DATES_BACK;
  }

  /**
   * Checks, in this order, issuer, audience, times and nonce.
   *
   * @param issuers the exact issuers that the token may name
   * @param pending the transaction that the token has to be for
   */
  void check(Map<String, Object> claims, Set<String> issuers, PendingLogin pending, Instant now)
      throws RefusalException {
    requireIssuer(claims, issuers);
    requireAudience(claims);
    requireTimes(claims, pending.startedAt(), now);
    requireNonce(claims, pending.nonce());
  }

  /** The verified {@code iat}. */
  Instant issuedAt(Map<String, Object> claims) throws RefusalException {
    return time(claims, "iat");
  }

  /**
   * {@code sub}: one text of at most 255 ASCII characters (section 2). The key of a person at
   * Microsoft is tenant and object id, but a token without it is not an ID token.
   */
  void requireSubject(Map<String, Object> claims) throws RefusalException {
    if (!(claims.get("sub") instanceof String sub)
        || !VisibleText.is(sub, MAX_SUBJECT_LENGTH)
        || sub.isBlank()) {
      throw new RefusalException(Code.TOKEN_CLAIMS, "the claim sub is missing or malformed");
    }
  }

  /**
   * Proof that the person signed in after the login started. With {@code max_age} in the request
   * {@code auth_time} is required (section 2 and 3.1.2.1), so its absence refuses: {@code iat} says
   * when the token was made, not when the person showed up. In Entra, {@code auth_time} is an
   * optional claim of the ID token that the app registration has to ask for.
   */
  void requireFresh(Map<String, Object> claims, Instant startedAt, Instant now)
      throws RefusalException {
    if (!claims.containsKey("auth_time")) {
      throw stale("there is no auth_time; add it to the app registration's ID token");
    }
    Instant authTime =
        readTime(claims, "auth_time").orElseThrow(() -> stale("auth_time is malformed"));
    // Exactly the skew before the start, and exactly the skew ahead of now, are accepted.
    if (authTime.isBefore(startedAt.minus(SKEW)) || authTime.isAfter(now.plus(SKEW))) {
      throw stale("auth_time is not within this login");
    }
  }

  private static void requireIssuer(Map<String, Object> claims, Set<String> issuers)
      throws RefusalException {
    if (!(claims.get("iss") instanceof String issuer) || !issuers.contains(issuer)) {
      throw new RefusalException(Code.TOKEN_ISSUER, "iss is not the configured issuer");
    }
  }

  /**
   * The client is the only audience, as a text or as a list of one: no other is trusted, so steps 3
   * and 4 refuse more. An {@code azp} must be the client too (step 5).
   */
  private void requireAudience(Map<String, Object> claims) throws RefusalException {
    String client = upstream.clientId();
    Object audience = claims.get("aud");
    if (!client.equals(audience) && !List.of(client).equals(audience)) {
      throw new RefusalException(Code.TOKEN_AUDIENCE, "aud is not this client alone");
    }
    if (claims.containsKey("azp") && !client.equals(claims.get("azp"))) {
      throw new RefusalException(Code.TOKEN_AUDIENCE, "azp is not this client");
    }
  }

  /**
   * The token is for a transaction that began here, so it can't be older than that. Microsoft
   * always sends {@code nbf}; OpenID Connect Core does not know it.
   */
  private void requireTimes(Map<String, Object> claims, Instant startedAt, Instant now)
      throws RefusalException {
    Instant expires = time(claims, "exp");
    Instant issued = time(claims, "iat");
    boolean mayBeSilent = upstream.provider() instanceof OidcProvider.Generic;
    Instant notBefore = mayBeSilent && !claims.containsKey("nbf") ? issued : time(claims, "nbf");
    // At exp plus the skew the token is expired (RFC 7519 section 4.1.4, "on or after").
    if (!now.isBefore(expires.plus(SKEW))) {
      throw new RefusalException(Code.TOKEN_TIME, "the token is expired");
    }
    // At nbf or iat minus the skew the token is valid (section 4.1.5, "before").
    if (notBefore.isAfter(now.plus(SKEW)) || issued.isAfter(now.plus(SKEW))) {
      throw new RefusalException(Code.TOKEN_TIME, "the token is not yet valid");
    }
    // Exactly the skew before the start is accepted.
    if (issued.plus(datedBack).isBefore(startedAt.minus(SKEW))) {
      throw new RefusalException(Code.TOKEN_TIME, "the token is older than this login");
    }
  }

  private static void requireNonce(Map<String, Object> claims, String nonce)
      throws RefusalException {
    if (!(claims.get("nonce") instanceof String shown) || !sameText(shown, nonce)) {
      throw new RefusalException(Code.TOKEN_NONCE, "the nonce is missing or another login's");
    }
  }

  /** Whether two texts are equal, in time that does not tell where they differ. */
  static boolean sameText(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** The time in a claim that has to be there. */
  static Instant time(Map<String, Object> claims, String name) throws RefusalException {
    return readTime(claims, name)
        .orElseThrow(
            () ->
                new RefusalException(Code.TOKEN_TIME, name + " is missing or not a whole second"));
  }

  private static Optional<Instant> readTime(Map<String, Object> claims, String name) {
    Object value = claims.get(name);
    boolean whole =
        value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    if (!whole) {
      return Optional.empty();
    }
    BigInteger seconds = new BigInteger(String.valueOf(value));
    return seconds.signum() > 0 && seconds.compareTo(LAST_SECOND) <= 0
        ? Optional.of(Instant.ofEpochSecond(seconds.longValueExact()))
        : Optional.empty();
  }

  private static RefusalException stale(String what) {
    return new RefusalException(Code.TOKEN_FRESHNESS, what);
  }
}
