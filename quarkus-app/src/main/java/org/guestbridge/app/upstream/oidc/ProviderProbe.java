package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;

/**
 * Asks a provider, once and without keeping anything, for what a login would ask it, and reads the
 * answer as a login reads it.
 */
public final class ProviderProbe {

  private static final String METHODS = "code_challenge_methods_supported";

  private final OidcProvider provider;
  private final BoundedHttp http;

  /** A probe of {@code provider}; making one calls nobody. */
  public ProviderProbe(OidcProvider provider, BoundedHttp http) {
    this.provider = provider;
    this.http = http;
  }

  /**
   * What the discovery document says.
   *
   * @param keys where the signing keys are published
   * @param pkce what it says about PKCE
   * @param endsSessions whether it names a usable {@code end_session_endpoint}
   * @param date the provider's clock
   */
  public record Discovered(URI keys, Pkce pkce, boolean endsSessions, Optional<Instant> date) {}

  /** What {@code code_challenge_methods_supported} says (RFC 8414 section 2). */
  public enum Pkce {
    /** S256 is listed. */
    S256,
    /** The member is absent. */
    UNSTATED,
    /** The member is there without S256. */
    WITHOUT_S256
  }

  /**
   * Fetches the discovery document.
   *
   * @throws RefusalException as a login is refused: transport, {@code upstream_response_invalid}
   */
  public Discovered discover() throws RefusalException {
    HttpAnswer answer = fetch(provider.discovery(), "discovery");
    ProviderMetadata metadata = ProviderMetadata.read(answer.body(), provider);
    Map<String, Object> members = StrictJson.object(answer.body(), Code.UPSTREAM_RESPONSE_INVALID);
    return new Discovered(
        metadata.keys(), pkce(members), metadata.endSession().isPresent(), answer.date());
  }

  private static Pkce pkce(Map<String, Object> members) {
    if (!members.containsKey(METHODS)) {
      return Pkce.UNSTATED;
    }
    return members.get(METHODS) instanceof List<?> listed && listed.contains("S256")
        ? Pkce.S256
        : Pkce.WITHOUT_S256;
  }

  /**
   * Fetches the key set.
   *
   * @return how many keys could verify ID tokens, at least one
   * @throws RefusalException as a login is refused: transport, {@code upstream_response_invalid}
   */
  public int usableKeys(Discovered discovered) throws RefusalException {
    return KeySetDocument.read(fetch(discovered.keys(), "the key set").body(), provider).size();
  }

  private HttpAnswer fetch(URI address, String what) throws RefusalException {
    HttpAnswer answer = http.getJson(address).requireJson();
    if (answer.status() != 200) {
      throw new RefusalException(
          Code.UPSTREAM_RESPONSE_INVALID, what + " has status " + answer.status());
    }
    return answer;
  }
}
