package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Credential.ClientCertificate;
import org.guestbridge.realm.Upstream.EntraOidc;

/**
 * Exchanges a code for an ID token at the token endpoint (RFC 6749 section 4.1.3, RFC 7636 section
 * 4.5). The access token that comes along is not read.
 *
 * <p>A secret goes into the form ({@code client_secret_post}), as in Entra's own examples: HTTP
 * Basic would need the form-encoding of RFC 6749 section 2.3.1, which servers read differently. A
 * certificate signs an assertion (RFC 7523; learn.microsoft.com, "Certificate credentials").
 */
final class CodeExchange {

  /** How long an assertion is good for; Entra recommends five to ten minutes. */
  static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(5);

  private final EntraOidc upstream;
  private final URI redirectUri;
  private final RelyingPartyServices services;

  CodeExchange(EntraOidc upstream, URI redirectUri, RelyingPartyServices services) {
    this.upstream = upstream;
    this.redirectUri = redirectUri;
    this.services = services;
  }

  /** The ID token, still unverified. */
  String exchange(URI tokenEndpoint, String code, String codeVerifier) throws RefusalException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), redirectUri, new CodeVerifier(codeVerifier));
    TokenRequest request =
        new TokenRequest.Builder(tokenEndpoint, clientAuthentication(tokenEndpoint), grant).build();
    HttpAnswer answer =
        services.http().postForm(tokenEndpoint, request.toHTTPRequest().getBody()).requireJson();
    Map<String, Object> members = StrictJson.object(answer.body(), Code.UPSTREAM_RESPONSE_INVALID);
    if (answer.status() != 200 || members.containsKey("error")) {
      throw refusal(members);
    }
    if (members.get("id_token") instanceof String idToken) {
      return idToken;
    }
    throw new RefusalException(
        Code.UPSTREAM_RESPONSE_INVALID, "the token endpoint answered without an ID token");
  }

  private ClientAuthentication clientAuthentication(URI tokenEndpoint) {
    ClientID clientId = new ClientID(upstream.clientId());
    return upstream
        .credential()
        .fold(
            secret -> new ClientSecretPost(clientId, new Secret(secret.value().reveal())),
            certificate -> assertion(clientId, tokenEndpoint, certificate));
  }

  private ClientAuthentication assertion(
      ClientID clientId, URI tokenEndpoint, ClientCertificate credential) {
    Instant now = services.clock().instant();
    JWTAuthenticationClaimsSet claims =
        new JWTAuthenticationClaimsSet(
            clientId,
            new Audience(tokenEndpoint).toSingleAudienceList(),
            Date.from(now.plus(ASSERTION_LIFETIME)),
            Date.from(now),
            Date.from(now),
            new JWTID(UUID.randomUUID().toString()));
    Base64URL thumbprint = X509CertUtils.computeSHA256Thumbprint(credential.certificate());
    try {
      return new PrivateKeyJWT(
          claims, JWSAlgorithm.PS256, credential.key(), null, null, thumbprint, null);
    } catch (JOSEException failure) {
      throw new IllegalStateException("the client certificate's key does not sign PS256", failure);
    }
  }

  /** RFC 6749 section 5.2. */
  private static RefusalException refusal(Map<String, Object> members) {
    String name = members.get("error") instanceof String text ? text : "";
    String description = members.get("error_description") instanceof String text ? text : "";
    ProviderError error = ProviderError.of(name, description);
    Code code =
        switch (error.name()) {
          case "invalid_grant" -> Code.CODE_REJECTED;
          case "invalid_client", "unauthorized_client" -> Code.UPSTREAM_CLIENT_REJECTED;
          case "temporarily_unavailable", "server_error" -> Code.UPSTREAM_UNREACHABLE;
          case "access_denied", "consent_required", "interaction_required", "login_required" ->
              Code.UPSTREAM_DENIED;
          default -> Code.UPSTREAM_RESPONSE_INVALID;
        };
    return new RefusalException(code, error.sentence());
  }
}
