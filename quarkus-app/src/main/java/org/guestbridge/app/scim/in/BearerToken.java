package org.guestbridge.app.scim.in;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.realm.BearerDigest;
import org.guestbridge.realm.ScimChannel;

/**
 * The bearer token of a request (RFC 6750 section 2.1), untrusted, and for which channel it is.
 *
 * @param text what stands after the scheme
 */
record BearerToken(String text) {

  /** How the header begins, and what a refusal names. */
  static final String SCHEME = "Bearer ";

  /** Which channel a token is for; undecided while a tenant's keys can't be had. */
  record Found(Optional<ScimChannel> channel, boolean undecided) {

    static Found of(Optional<ScimChannel> channel) {
      return new Found(channel, false);
    }

    static Found unknown() {
      return new Found(Optional.empty(), true);
    }
  }

  /** The one token of a request; empty when there are none or several. */
  static Optional<BearerToken> of(HttpServerRequest request) {
    List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    return headers.size() == 1 && headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(new BearerToken(headers.get(0).substring(SCHEME.length())))
        : Optional.empty();
  }

  BearerDigest digest() {
    return BearerDigest.of(text);
  }

  /** The channel that lists the token. */
  Optional<ScimChannel> listedIn(ServedRealm realm) {
    BearerDigest presented = digest();
    return channels(realm).filter(channel -> channel.accepts(presented)).findFirst();
  }

  /** Whether it may be one of Entra's own, which is found out by {@link #checkedIn}. */
  boolean mayBeEntras(ServedRealm realm) {
    return text.chars().filter(c -> c == '.').count() == 2
        && channels(realm).anyMatch(channel -> channel.entraTokens().isPresent());
  }

  /** The channel that takes the token as one of Entra's own; may wait for the tenant's keys. */
  Found checkedIn(ServedRealm realm, EntraTokenCheck check) {
    boolean undecided = false;
    for (ScimChannel channel :
        channels(realm).filter(each -> each.entraTokens().isPresent()).toList()) {
      EntraTokenCheck.Result result = check.check(realm.realm().id(), channel, text);
      if (result == EntraTokenCheck.Result.ACCEPTED) {
        return Found.of(Optional.of(channel));
      }
      undecided |= result == EntraTokenCheck.Result.UNDECIDED;
    }
    return new Found(Optional.empty(), undecided);
  }

  private static Stream<ScimChannel> channels(ServedRealm realm) {
    return realm.realm().channels().values().stream()
        .filter(ScimChannel.class::isInstance)
        .map(ScimChannel.class::cast);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[token]";
  }
}
