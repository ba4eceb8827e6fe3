package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Builds logout requests (OpenID Connect RP-Initiated Logout 1.0 section 2). They carry no {@code
 * id_token_hint}, since the broker keeps no token: the provider may ask the person whom to log out.
 */
final class EndSessionRequests {

  private final String clientId;
  private final URI comeBack;

  /**
   * Requests of one registration.
   *
   * @param comeBack registered at the provider as a place to come back to
   */
  EndSessionRequests(String clientId, URI comeBack) {
    this.clientId = clientId;
    this.comeBack = comeBack;
  }

  URI request(URI endpoint, String state) {
    String separator = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(
        endpoint
            + separator
            + "client_id="
            + escaped(clientId)
            + "&post_logout_redirect_uri="
            + escaped(comeBack.toString())
            + "&state="
            + escaped(state));
  }

  private static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
