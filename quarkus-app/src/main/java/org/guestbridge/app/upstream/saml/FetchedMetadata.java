package org.guestbridge.app.upstream.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Metadata that are fetched at the first login, refreshed in the background, and looked for anew
 * when a signature names no known key. The last good document holds while it is valid, whatever the
 * address says meanwhile. At most one fetch is under way.
 */
final class FetchedMetadata implements IdentityProviderSource {

  /** The shortest and longest time between two refreshes that the document may ask for. */
  static final Duration MIN_REFRESH = Duration.ofMinutes(5);

  static final Duration MAX_REFRESH = Duration.ofHours(24);

  /** When a document does not say how long it may be kept. */
  static final Duration DEFAULT_REFRESH = Duration.ofHours(1);

  /** Between two looks for a new key, and between two failed refreshes in the background. */
  static final Duration LOOK_INTERVAL = Duration.ofMinutes(5);

  /** Between two attempts while there is nothing to serve with. */
  static final Duration RETRY = Duration.ofSeconds(10);

  private static final Logger LOG = Logger.getLogger("org.guestbridge.upstream.saml");

  private final SamlUpstream upstream;
  private final Trust.MetadataUrl source;
  private final SamlUpstreamServices services;
  private final XmlGate gate = XmlGate.forMetadata();
  private final ReentrantLock fetching = new ReentrantLock();

  private volatile @Nullable IdentityProviderMetadata known;
  private volatile @Nullable RefusalException failure;
  private volatile Instant refreshAt = Instant.MIN;
  private volatile Instant retryAt = Instant.MIN;
  private volatile Instant nextLookAt = Instant.MIN;

  FetchedMetadata(SamlUpstream upstream, Trust.MetadataUrl source, SamlUpstreamServices services) {
    this.upstream = upstream;
    this.source = source;
    this.services = services;
  }

  @Override
  public IdentityProviderMetadata current() throws RefusalException {
    IdentityProviderMetadata metadata = known;
    if (metadata == null || isExpired(metadata)) {
      return firstOrAgain();
    }
    if (!now().isBefore(refreshAt)) {
      refreshInBackground();
    }
    return metadata;
  }

  @Override
  public Optional<IdentityProviderMetadata> afterUnknownKey() {
    if (now().isBefore(nextLookAt) || !fetching.tryLock()) {
      return Optional.empty();
    }
    try {
      nextLookAt = now().plus(LOOK_INTERVAL);
      return Optional.of(fetch());
    } catch (RefusalException unavailable) {
      return Optional.empty();
    } finally {
      fetching.unlock();
    }
  }

  /** Everybody who comes meanwhile waits for the one fetch, whose time is bounded. */
  private IdentityProviderMetadata firstOrAgain() throws RefusalException {
    fetching.lock();
    try {
      IdentityProviderMetadata metadata = known;
      if (metadata != null && !isExpired(metadata)) {
        return metadata;
      }
      RefusalException last = failure;
      if (last != null && now().isBefore(retryAt)) {
        throw new RefusalException(last.code(), "refused a moment ago: " + last.detail());
      }
      return fetch();
    } finally {
      fetching.unlock();
    }
  }

  private void refreshInBackground() {
    refreshAt = now().plus(LOOK_INTERVAL);
    try {
      services.background().execute(this::refresh);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("no refresh of metadata while the broker stops");
    }
  }

  private void refresh() {
    if (fetching.tryLock()) {
      try {
        fetch();
      } catch (RefusalException refusal) {
        LOG.warnf(
            "the metadata of upstream %s could not be refreshed: %s (%s)",
            upstream.name(), refusal.code().text(), refusal.detail());
      } finally {
        fetching.unlock();
      }
    }
  }

  private IdentityProviderMetadata fetch() throws RefusalException {
    try {
      HttpAnswer answer = services.http().get(source.url(), "application/samlmetadata+xml, */*");
      if (answer.requireReachable().status() != 200) {
        throw new RefusalException(
            Code.UPSTREAM_METADATA_INVALID, "the metadata have status " + answer.status());
      }
      IdentityProviderMetadata metadata =
          IdentityProviderSource.usable(read(answer.body()), services.clock());
      refreshAt = now().plus(bounded(metadata.cacheDuration().orElse(DEFAULT_REFRESH)));
      failure = null;
      known = metadata;
      return metadata;
    } catch (RefusalException refusal) {
      failure = refusal;
      retryAt = now().plus(RETRY);
      throw refusal;
    }
  }

  private IdentityProviderMetadata read(byte[] document) throws RefusalException {
    return source.signers().isEmpty()
        ? IdentityProviderMetadata.read(gate, document, upstream.entityId())
        : IdentityProviderMetadata.readSigned(
            gate, document, upstream.entityId(), TrustedKeys.of(source.signers()));
  }

  private boolean isExpired(IdentityProviderMetadata metadata) {
    return metadata.validUntil().filter(until -> !now().isBefore(until)).isPresent();
  }

  private static Duration bounded(Duration asked) {
    if (asked.compareTo(MIN_REFRESH) < 0) {
      return MIN_REFRESH;
    }
    return asked.compareTo(MAX_REFRESH) > 0 ? MAX_REFRESH : asked;
  }

  private Instant now() {
    return services.clock().instant();
  }
}
