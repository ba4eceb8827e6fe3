package org.guestbridge.app.upstream.oidc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store that outlives the relying parties of one test. */
final class MemoryJwksStore implements JwksStore {

  private final Map<String, StoredKeys> kept = new ConcurrentHashMap<>();

  @Override
  public Optional<StoredKeys> get(String issuer) {
    return Optional.ofNullable(kept.get(issuer));
  }

  @Override
  public void put(String issuer, StoredKeys keys) {
    kept.put(issuer, keys);
  }
}
