package org.guestbridge.app.upstream.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.util.Map;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Exchanges a code for an ID token at the token endpoint (RFC 6749 section 4.1.3, RFC 7636 section
 * 4.5). The access token that comes along is not read.
 */
final class CodeExchange {

  private final ClientAuthenticator authenticator;
  private final URI redirectUri;

  CodeExchange(ClientAuthenticator authenticator, URI redirectUri) {
    this.authenticator = authenticator;
    this.redirectUri = redirectUri;
  }

  /** The ID token, still unverified. */
  String exchange(ProviderMetadata metadata, String code, String codeVerifier)
      throws RefusalException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), redirectUri, new CodeVerifier(codeVerifier));
    URI endpoint = metadata.token();
    HttpAnswer answer =
        authenticator.send(
            new TokenRequest.Builder(
                    endpoint, authenticator.at(endpoint, metadata.takesSecretInForm()), grant)
                .build());
    Map<String, Object> members = StrictJson.object(answer.body(), Code.UPSTREAM_RESPONSE_INVALID);
    if (answer.status() != 200 || members.containsKey("error")) {
      throw ProviderError.ofTokenEndpoint(members).refusal();
    }
    if (members.get("id_token") instanceof String idToken) {
      return idToken;
    }
    throw new RefusalException(
        Code.UPSTREAM_RESPONSE_INVALID, "the token endpoint answered without an ID token");
  }
}
