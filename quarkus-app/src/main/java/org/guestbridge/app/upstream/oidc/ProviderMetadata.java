package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Upstream.EntraOidc;

/**
 * The part of a discovery document that a relying party needs (OpenID Connect Discovery section 3).
 *
 * @param authorization where people sign in
 * @param token where codes are exchanged
 * @param keys where the signing keys are published
 * @param namesItselfInCallbacks whether authorization responses carry {@code iss} (RFC 9207)
 */
record ProviderMetadata(URI authorization, URI token, URI keys, boolean namesItselfInCallbacks) {

  /**
   * Reads a document and compares it with what was configured.
   *
   * <p>The issuer must be the configured one exactly (OpenID Connect Discovery section 4.3), or the
   * template of the tenant-independent documents with {@code {tenantid}} in the tenant's place.
   * Each address must have the authority's origin: every Entra cloud serves all three from its
   * login host, so another host is a mistake or an attack (RFC 9700 section 4.4).
   *
   * @throws RefusalException {@code upstream_response_invalid}
   */
  static ProviderMetadata read(byte[] document, EntraOidc upstream) throws RefusalException {
    Map<String, Object> members = StrictJson.object(document, Code.UPSTREAM_RESPONSE_INVALID);
    String issuer = text(members, "issuer").replace("{tenantid}", upstream.tenant().toString());
    if (!issuer.equals(upstream.issuer().toString())) {
      throw invalid("the discovery document names another issuer");
    }
    return new ProviderMetadata(
        endpoint(members, "authorization_endpoint", upstream.authority()),
        endpoint(members, "token_endpoint", upstream.authority()),
        endpoint(members, "jwks_uri", upstream.authority()),
        Boolean.TRUE.equals(members.get("authorization_response_iss_parameter_supported")));
  }

  private static URI endpoint(Map<String, Object> members, String name, URI authority)
      throws RefusalException {
    URI uri;
    try {
      uri = URI.create(text(members, name));
    } catch (IllegalArgumentException malformed) {
      throw invalid(name + " is not a URI");
    }
    if (!BoundedHttp.isAllowed(uri) || !sameOrigin(uri, authority)) {
      throw invalid(name + " is not on the authority's origin");
    }
    return uri;
  }

  private static boolean sameOrigin(URI uri, URI authority) {
    return Objects.equals(uri.getScheme(), authority.getScheme())
        && Objects.equals(uri.getHost(), authority.getHost())
        && uri.getPort() == authority.getPort();
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
