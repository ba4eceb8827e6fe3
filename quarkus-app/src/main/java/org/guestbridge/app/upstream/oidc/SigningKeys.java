package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider.Algorithm;

/**
 * The provider's signing keys, kept as Entra advises (learn.microsoft.com, "Signing key rollover"):
 * good for 24 hours, refreshed in the background once an hour old, and fetched at once for an
 * unknown {@code kid}, though for that reason at most every five minutes. An outage of the keys'
 * address is thus not noticed for up to a day.
 *
 * <p>Nimbus's own rate limit is off: it counts two fetches of any kind per interval, so a restart
 * could use up the one that a rotation needs.
 */
final class SigningKeys {

  static final Duration TIME_TO_LIVE = Duration.ofHours(24);
  static final Duration REFRESH_AFTER = Duration.ofHours(1);
  static final Duration UNKNOWN_KEY_INTERVAL = Duration.ofMinutes(5);

  private final RelyingPartyServices services;
  private final JWKSetSource<SecurityContext> source;
  private final ReentrantLock refetching = new ReentrantLock();
  private Instant nextRefetch = Instant.MIN;

  SigningKeys(JWKSetSource<SecurityContext> fetch, RelyingPartyServices services) {
    this.services = services;
    JWKSourceBuilder<SecurityContext> builder =
        JWKSourceBuilder.create(fetch)
            .cache(TIME_TO_LIVE.toMillis(), HttpLimits.MAX_CALL.toMillis())
            .refreshAheadCache(
                TIME_TO_LIVE.minus(REFRESH_AFTER).toMillis(),
                null,
                services.background(),
                false,
                null,
                false)
            .rateLimited(false);
    this.source = ((JWKSetBasedJWKSource<SecurityContext>) builder.build()).getJWKSetSource();
  }

  /**
   * The one key of the algorithm that {@code kid} names; without {@code kid}, the only one there is
   * (OpenID Connect Core section 10.1).
   *
   * @throws RefusalException {@code token_key_unknown} when there is none or more than one; the
   *     code of the outage when no keys are known at all
   */
  VerificationKey find(Optional<String> kid, Algorithm algorithm) throws RefusalException {
    Optional<VerificationKey> key =
        select(load(JWKSetCacheRefreshEvaluator.noRefresh()), kid, algorithm);
    if (key.isEmpty() && kid.isPresent()) {
      key = findAnew(kid, algorithm);
    }
    return key.orElseThrow(
        () -> new RefusalException(Code.TOKEN_KEY_UNKNOWN, "no single published key matches"));
  }

  /** Waits for a refetch that is under way, so that a rotation refuses nobody. */
  private Optional<VerificationKey> findAnew(Optional<String> kid, Algorithm algorithm)
      throws RefusalException {
    if (!lockInTime()) {
      return Optional.empty();
    }
    try {
      JWKSet known = load(JWKSetCacheRefreshEvaluator.noRefresh());
      Optional<VerificationKey> key = select(known, kid, algorithm);
      Instant now = services.clock().instant();
      // At exactly the end of the interval the next fetch is allowed.
      if (key.isPresent() || now.isBefore(nextRefetch)) {
        return key;
      }
      nextRefetch = now.plus(UNKNOWN_KEY_INTERVAL);
      return select(load(JWKSetCacheRefreshEvaluator.referenceComparison(known)), kid, algorithm);
    } finally {
      refetching.unlock();
    }
  }

  private boolean lockInTime() {
    try {
      return refetching.tryLock(HttpLimits.MAX_CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private JWKSet load(JWKSetCacheRefreshEvaluator evaluator) throws RefusalException {
    try {
      return source.getJWKSet(evaluator, services.clock().millis(), null);
    } catch (KeySourceException failure) {
      if (failure.getCause() instanceof RefusalException outage) {
        throw outage;
      }
      throw new RefusalException(Code.UPSTREAM_SLOW, "the keys are not there in time", failure);
    }
  }

  private static Optional<VerificationKey> select(
      JWKSet keys, Optional<String> kid, Algorithm algorithm) {
    List<JWK> named =
        keys.getKeys().stream()
            .filter(key -> KeySetDocument.fits(key, algorithm))
            .filter(key -> kid.isEmpty() || kid.get().equals(key.getKeyID()))
            .toList();
    return named.size() == 1
        ? Optional.of(KeySetDocument.of(keys, named.get(0)))
        : Optional.empty();
  }
}
