package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.jspecify.annotations.Nullable;

/**
 * The provider's metadata, fetched at the first login and again after {@link #REFRESH_AFTER}. A
 * failed first fetch refuses that login and the next one tries again; a failed later one keeps what
 * is known for up to {@link #KEEP_FOR}, trying again every {@link #RETRY_AFTER}.
 */
final class Discovery {

  static final Duration REFRESH_AFTER = Duration.ofDays(1);
  static final Duration RETRY_AFTER = Duration.ofMinutes(5);
  static final Duration KEEP_FOR = Duration.ofDays(7);

  private record Known(ProviderMetadata metadata, Instant fetchedAt, Instant nextAttempt) {}

  private final OidcProvider provider;
  private final RelyingPartyServices services;
  private final URI address;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Known known;

  Discovery(OidcProvider provider, RelyingPartyServices services) {
    this.provider = provider;
    this.services = services;
    this.address = provider.discovery();
  }

  /** The metadata; only the first login and the one that refreshes wait for it. */
  ProviderMetadata metadata() throws RefusalException {
    Known current = known;
    if (current == null || isTooOld(current)) {
      return fetchWaiting();
    }
    if (isDue(current) && fetching.tryLock()) {
      try {
        return refresh();
      } finally {
        fetching.unlock();
      }
    }
    return current.metadata();
  }

  private ProviderMetadata fetchWaiting() throws RefusalException {
    if (!lockInTime()) {
      throw new RefusalException(Code.UPSTREAM_SLOW, "another login is still fetching metadata");
    }
    try {
      Known current = known;
      return current == null || isTooOld(current) ? fetch() : current.metadata();
    } finally {
      fetching.unlock();
    }
  }

  private boolean lockInTime() {
    try {
      return fetching.tryLock(HttpLimits.MAX_CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ProviderMetadata refresh() throws RefusalException {
    Known current = known;
    if (current == null || !isDue(current)) {
      return current == null ? fetch() : current.metadata();
    }
    try {
      return fetch();
    } catch (RefusalException outage) {
      Instant retry = services.clock().instant().plus(RETRY_AFTER);
      known = new Known(current.metadata(), current.fetchedAt(), retry);
      return current.metadata();
    }
  }

  private ProviderMetadata fetch() throws RefusalException {
    HttpAnswer answer = services.http().getJson(address).requireJson();
    if (answer.status() != 200) {
      throw new RefusalException(
          Code.UPSTREAM_RESPONSE_INVALID, "discovery has status " + answer.status());
    }
    ProviderMetadata metadata = ProviderMetadata.read(answer.body(), provider);
    Instant now = services.clock().instant();
    known = new Known(metadata, now, now.plus(REFRESH_AFTER));
    return metadata;
  }

  private boolean isDue(Known current) {
    return !services.clock().instant().isBefore(current.nextAttempt());
  }

  private boolean isTooOld(Known current) {
    return !services.clock().instant().isBefore(current.fetchedAt().plus(KEEP_FOR));
  }
}
