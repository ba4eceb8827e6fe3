package org.guestbridge.app.scim.in;

import java.util.LinkedHashMap;
import java.util.Map;
import org.guestbridge.realm.BearerDigest;

/**
 * Tokens of Entra's own that were good when last checked, by digest. They are checked each time all
 * the same; being known only gets them past what holds strangers back. Nobody without a good token
 * gets one in, so nobody else can push one out. Safe for use by several threads.
 */
final class KnownTokens {

  /** Most that are remembered; Entra takes a new token for each hour or so. */
  static final int MAX = 256;

  private final Map<BearerDigest, Boolean> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BearerDigest, Boolean> eldest) {
          return size() > MAX;
        }
      };

  synchronized boolean contains(BearerDigest token) {
    return latest.getOrDefault(token, false);
  }

  /** What came of a check. */
  synchronized void checked(BearerDigest token, BearerToken.Found found) {
    if (found.channel().isPresent()) {
      latest.put(token, true);
    } else if (!found.undecided()) {
      latest.remove(token);
    }
  }
}
