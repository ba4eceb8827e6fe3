package org.guestbridge.app.upstream.oidc;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.app.upstream.VisibleText;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcUpstream;

/**
 * Access tokens that the broker gets for itself at Entra (RFC 6749 section 4.4), kept until shortly
 * before they expire. One token a tenant; tenants are those that the realm lists.
 */
public final class AppTokens {

  /** How long before its end a token is not used any more. */
  static final Duration SPARE = Duration.ofMinutes(5);

  private static final int MAX_TOKEN_LENGTH = 16 * 1024;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,7}");

  private record Kept(String token, Instant usableUntil) {

    /** Redacted. */
    @Override
    public String toString() {
      return "[app token]";
    }
  }

  private final URI authority;
  private final URI resource;
  private final ClientAuthenticator authenticator;
  private final RelyingPartyServices services;
  private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();

  /**
   * Tokens for one resource.
   *
   * @param upstream the app registration that has the permissions
   * @param authority the login host, without a slash at the end
   * @param resource what the tokens are for, such as {@code https://graph.microsoft.com}
   */
  public AppTokens(
      OidcUpstream upstream, URI authority, URI resource, RelyingPartyServices services) {
    this.authority = authority;
    this.resource = resource;
    this.authenticator = new ClientAuthenticator(upstream, services);
    this.services = services;
  }

  /**
   * A bearer token of {@code tenant}.
   *
   * @throws RefusalException when there is none to be had: transport, {@code
   *     upstream_client_rejected}, {@code upstream_response_invalid}
   */
  public String token(UUID tenant) throws RefusalException {
    Kept current = kept.get(tenant);
    if (current != null && services.clock().instant().isBefore(current.usableUntil())) {
      return current.token();
    }
    Kept fetched = fetch(tenant);
    kept.put(tenant, fetched);
    return fetched.token();
  }

  /** Drops the token of {@code tenant}, since the resource does not take it. */
  public void forget(UUID tenant) {
    kept.remove(tenant);
  }

  private Kept fetch(UUID tenant) throws RefusalException {
    URI endpoint = URI.create(authority + "/" + tenant + "/oauth2/v2.0/token");
    Instant asked = services.clock().instant();
    HttpAnswer answer =
        authenticator.send(
            new TokenRequest.Builder(
                    endpoint, authenticator.at(endpoint, true), new ClientCredentialsGrant())
                .scope(new Scope(resource + "/.default"))
                .build());
    Map<String, Object> members = StrictJson.object(answer.body(), Code.UPSTREAM_RESPONSE_INVALID);
    if (answer.status() != 200 || members.containsKey("error")) {
      throw ProviderError.ofTokenEndpoint(members).refusal();
    }
    String seconds = String.valueOf(members.get("expires_in"));
    if (members.get("access_token") instanceof String token
        && VisibleText.is(token, MAX_TOKEN_LENGTH)
        && SECONDS.matcher(seconds).matches()) {
      return new Kept(token, asked.plusSeconds(Long.parseLong(seconds)).minus(SPARE));
    }
    throw new RefusalException(
        Code.UPSTREAM_RESPONSE_INVALID, "the token endpoint answered without an access token");
  }
}
