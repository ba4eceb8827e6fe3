package org.guestbridge.app.store;

import java.util.Optional;
import org.guestbridge.app.upstream.oidc.JwksStore;
import org.infinispan.Cache;

/** Key sets in an embedded cache. */
record CachedKeySets(Cache<String, JwksStore.StoredKeys> cache) implements JwksStore {

  @Override
  public Optional<StoredKeys> get(String issuer) {
    return Optional.ofNullable(cache.get(issuer));
  }

  @Override
  public void put(String issuer, StoredKeys keys) {
    cache.put(issuer, keys);
  }
}
