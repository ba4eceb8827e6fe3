package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;

/**
 * The part of a discovery document that a relying party needs (OpenID Connect Discovery section 3).
 *
 * @param issuers what tokens may name as their issuer
 * @param authorization where people sign in
 * @param token where codes are exchanged
 * @param keys where the signing keys are published
 * @param endSession where sessions are ended (OpenID Connect RP-Initiated Logout 1.0 section 2.1);
 *     absent too when it stands on a host that may not serve it, since no login needs it
 * @param namesItselfInCallbacks whether authorization responses carry {@code iss} (RFC 9207)
 * @param takesSecretInForm whether a client secret may stand in the form; else it goes by HTTP
 *     Basic, the default of the specification
 */
record ProviderMetadata(
    Set<String> issuers,
    URI authorization,
    URI token,
    URI keys,
    Optional<URI> endSession,
    boolean namesItselfInCallbacks,
    boolean takesSecretInForm) {

  /**
   * Reads a document and compares it with what was configured.
   *
   * <p>The issuer must be one that the provider may have, exactly (OpenID Connect Discovery section
   * 4.3). Microsoft serves every address of a tenant from its login host, so there another host is
   * a mistake or an attack (RFC 9700 section 4.4). Other providers may name other hosts, by https
   * only, unless their issuer itself is a loopback one.
   *
   * @throws RefusalException {@code upstream_response_invalid}
   */
  static ProviderMetadata read(byte[] document, OidcProvider provider) throws RefusalException {
    Map<String, Object> members = StrictJson.object(document, Code.UPSTREAM_RESPONSE_INVALID);
    Set<String> issuers = provider.tokenIssuers(text(members, "issuer"));
    if (issuers.isEmpty()) {
      throw invalid("the discovery document names another issuer");
    }
    return new ProviderMetadata(
        issuers,
        endpoint(members, "authorization_endpoint", provider),
        endpoint(members, "token_endpoint", provider),
        endpoint(members, "jwks_uri", provider),
        endSession(members, provider),
        Boolean.TRUE.equals(members.get("authorization_response_iss_parameter_supported")),
        !(provider instanceof OidcProvider.Generic) || postIsListed(members));
  }

  private static boolean postIsListed(Map<String, Object> members) {
    return members.get("token_endpoint_auth_methods_supported") instanceof List<?> methods
        && methods.contains("client_secret_post");
  }

  private static URI endpoint(Map<String, Object> members, String name, OidcProvider provider)
      throws RefusalException {
    URI uri;
    try {
      uri = URI.create(text(members, name));
    } catch (IllegalArgumentException malformed) {
      throw invalid(name + " is not a URI");
    }
    if (!BoundedHttp.isAllowed(uri) || !mayServe(uri, provider)) {
      throw invalid(name + " is not on a host that may serve it");
    }
    return uri;
  }

  private static Optional<URI> endSession(Map<String, Object> members, OidcProvider provider) {
    try {
      return Optional.of(endpoint(members, "end_session_endpoint", provider));
    } catch (RefusalException unusable) {
      return Optional.empty();
    }
  }

  private static boolean mayServe(URI uri, OidcProvider provider) {
    URI home = provider.discovery();
    return provider instanceof OidcProvider.Generic
        ? "https".equals(uri.getScheme()) || "http".equals(home.getScheme())
        : sameOrigin(uri, home);
  }

  private static boolean sameOrigin(URI uri, URI home) {
    return Objects.equals(uri.getScheme(), home.getScheme())
        && Objects.equals(uri.getHost(), home.getHost())
        && uri.getPort() == home.getPort();
  }

  private static String text(Map<String, Object> members, String name) throws RefusalException {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw invalid("the discovery document has no " + name);
  }

  private static RefusalException invalid(String what) {
    return new RefusalException(Code.UPSTREAM_RESPONSE_INVALID, what);
  }
}
