package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Credential.ClientCertificate;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;

/**
 * Proves at a token endpoint who the broker is.
 *
 * <p>A secret goes into the form ({@code client_secret_post}), as in Entra's own examples, unless
 * another provider's metadata do not list that: then by HTTP Basic (RFC 6749 section 2.3.1). A
 * certificate signs an assertion (RFC 7523; learn.microsoft.com, "Certificate credentials"), for
 * Microsoft with PS256, for others with RS256, which every provider that takes assertions verifies.
 */
final class ClientAuthenticator {

  /** How long an assertion is good for; Entra recommends five to ten minutes. */
  static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(5);

  private final OidcUpstream upstream;
  private final RelyingPartyServices services;

  ClientAuthenticator(OidcUpstream upstream, RelyingPartyServices services) {
    this.upstream = upstream;
    this.services = services;
  }

  /**
   * The authentication for one request.
   *
   * @param secretInForm whether a secret may stand in the form
   */
  ClientAuthentication at(URI tokenEndpoint, boolean secretInForm) {
    ClientID clientId = new ClientID(upstream.clientId());
    return upstream
        .credential()
        .fold(
            secret -> {
              Secret value = new Secret(secret.value().reveal());
              return secretInForm
                  ? new ClientSecretPost(clientId, value)
                  : new ClientSecretBasic(clientId, value);
            },
            certificate -> assertion(clientId, tokenEndpoint, certificate));
  }

  /** Sends a token request; the answer is JSON of any status below 500. */
  HttpAnswer send(TokenRequest request) throws RefusalException {
    HTTPRequest message = request.toHTTPRequest();
    HttpAnswer answer =
        message.getAuthorization() == null
            ? services.http().postForm(request.getEndpointURI(), message.getBody())
            : services
                .http()
                .postForm(request.getEndpointURI(), message.getBody(), message.getAuthorization());
    return answer.requireJson();
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
    JWSAlgorithm algorithm =
        upstream.provider() instanceof OidcProvider.Generic
            ? JWSAlgorithm.RS256
            : JWSAlgorithm.PS256;
    Base64URL thumbprint = X509CertUtils.computeSHA256Thumbprint(credential.certificate());
    try {
      return new PrivateKeyJWT(claims, algorithm, credential.key(), null, null, thumbprint, null);
    } catch (JOSEException failure) {
      throw new IllegalStateException("the client certificate's key does not sign", failure);
    }
  }
}
