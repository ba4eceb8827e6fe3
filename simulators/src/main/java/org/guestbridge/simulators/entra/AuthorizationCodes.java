package org.guestbridge.simulators.entra;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issued authorization codes: single-use, 60 seconds, bound to what they were issued for. */
final class AuthorizationCodes {
  static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final int MAXIMUM_CODES = 50_000;

  /**
   * What a code stands for.
   *
   * @param scope the granted scope, space-separated
   * @param authTime when the person signed in, if {@code max_age} asked for it
   * @param policy the user flow in which the person signed in, at B2C
   */
  record Grant(
      Person person,
      String clientId,
      String redirectUri,
      String scope,
      Optional<String> nonce,
      Optional<String> codeChallenge,
      Optional<Instant> authTime,
      Optional<String> policy,
      Instant expiresAt) {}

  private record Entry(Grant grant, boolean spent) {}

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Entry> codes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
          return size() > MAXIMUM_CODES;
        }
      };

  AuthorizationCodes(Clock clock) {
    this.clock = clock;
  }

  String issue(Grant grant) {
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    String code = "1." + Jws.base64Url(bytes);
    synchronized (this) {
      codes.put(code, new Entry(grant, false));
    }
    return code;
  }

  /**
   * Spends a code, whatever comes of it: a code shown with the wrong secret is worth nothing
   * afterwards.
   */
  Grant redeem(String code) {
    @Nullable Entry entry;
    synchronized (this) {
      entry = codes.get(code);
      if (entry != null) {
        codes.put(code, new Entry(entry.grant(), true));
      }
    }
    if (entry == null) {
      throw new EntraRefusal(AadSts.UNKNOWN_CODE);
    }
    if (entry.spent()) {
      throw new EntraRefusal(AadSts.SPENT_CODE);
    }
    // A code that expires now is expired.
    if (!clock.instant().isBefore(entry.grant().expiresAt())) {
      throw new EntraRefusal(AadSts.EXPIRED_CODE);
    }
    return entry.grant();
  }
}
