package org.guestbridge.app.upstream.oidc;

import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.VisibleText;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Upstream;

/** Builds authorization requests (OpenID Connect Core section 3.1.2.1), each with its secrets. */
final class AuthorizationRequests {

  private static final int SECRET_BYTES = 32;
  private static final int MAX_HINT_LENGTH = 320;

  private final OidcUpstream upstream;
  private final URI redirectUri;
  private final SecureRandom random;

  AuthorizationRequests(OidcUpstream upstream, URI redirectUri, SecureRandom random) {
    this.upstream = upstream;
    this.redirectUri = redirectUri;
    this.random = random;
  }

  /** A request to {@code endpoint} with this nonce and a new PKCE verifier. */
  Departure request(URI endpoint, String nonce, BeginLogin login) {
    String verifier = secret();
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope(upstream.scopes().toArray(String[]::new)),
                new ClientID(upstream.clientId()),
                redirectUri)
            .endpointURI(endpoint)
            .state(new State(login.state()))
            .nonce(new Nonce(nonce))
            .responseMode(responseMode())
            .codeChallenge(new CodeVerifier(verifier), CodeChallengeMethod.S256);
    if (login.forceAuthn()) {
      // Not Prompt.Type.LOGIN: it is folded in the default locale and reads "logın" in Turkish.
      request.customParameter("prompt", "login").maxAge(0);
    }
    hint(login).ifPresent(request::loginHint);
    upstream.domainHint().ifPresent(domain -> request.customParameter("domain_hint", domain));
    return new Departure(request.build().toURI(), nonce, verifier);
  }

  /** 256 random bits as 43 characters. */
  String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Optional<String> hint(BeginLogin login) {
    return upstream.loginHint()
        ? login.loginHint().filter(hint -> VisibleText.is(hint, MAX_HINT_LENGTH))
        : Optional.empty();
  }

  private ResponseMode responseMode() {
    return upstream.responseMode() == Upstream.ResponseMode.FORM_POST
        ? ResponseMode.FORM_POST
        : ResponseMode.QUERY;
  }
}
