package org.guestbridge.realm.oidc;

import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claim {@code acct}, seen as a number and as a text.
 *
 * @param value 0 or 1, or empty when the claim is absent or malformed
 * @param malformed whether the claim is there and is neither
 */
record Acct(OptionalInt value, boolean malformed) {

  private static final Set<String> KNOWN = Set.of("0", "1");

  static Acct read(ClaimReader claims) {
    if (!claims.has("acct")) {
      return new Acct(OptionalInt.empty(), false);
    }
    @Nullable Object claim = claims.raw("acct");
    boolean readable = claim instanceof Number || claim instanceof String;
    String text = String.valueOf(claim);
    return readable && KNOWN.contains(text)
        ? new Acct(OptionalInt.of(text.charAt(0) - '0'), false)
        : new Acct(OptionalInt.empty(), true);
  }
}
