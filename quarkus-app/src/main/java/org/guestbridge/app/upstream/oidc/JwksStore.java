package org.guestbridge.app.upstream.oidc;

import java.time.Instant;
import java.util.Optional;

/**
 * Remembers the last good key set of a provider beyond this process, so that a restart during an
 * outage of the keys' address does not stop logins. Signature keys are public, but whoever can
 * write here can sign: an implementation is as trusted as the broker's own memory. It must not
 * throw; a store that is down has nothing.
 */
public interface JwksStore {

  /** Keeps nothing. */
  JwksStore NONE =
      new JwksStore() {
        @Override
        public Optional<StoredKeys> get(String provider) {
          return Optional.empty();
        }

        @Override
        public void put(String provider, StoredKeys keys) {}
      };

  /**
   * A key set as it was served.
   *
   * @param document the JSON text (RFC 7517 section 5)
   * @param fetchedAt when
   */
  record StoredKeys(String document, Instant fetchedAt) {}

  /** What was last put for {@code provider}. */
  Optional<StoredKeys> get(String provider);

  /** Replaces what is kept for {@code provider}. */
  void put(String provider, StoredKeys keys);
}
