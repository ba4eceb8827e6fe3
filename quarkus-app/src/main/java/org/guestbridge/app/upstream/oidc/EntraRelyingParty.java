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
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.app.upstream.VisibleText;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.Upstream.EntraOidc;
import org.guestbridge.realm.entra.EntraClaims;

/**
 * Signs people in at one Entra tenant by the authorization code flow with PKCE (OpenID Connect Core
 * section 3.1, RFC 7636, RFC 9700). Making one calls nobody; metadata and keys are fetched at the
 * first login. Safe for use by several threads.
 *
 * <p>The order of checks is the package's.
 */
public final class EntraRelyingParty implements UpstreamConnection {

  private static final int SECRET_BYTES = 32;
  private static final int MAX_HINT_LENGTH = 320;

  private final EntraOidc upstream;
  private final URI redirectUri;
  private final RelyingPartyServices services;
  private final Discovery discovery;
  private final SigningKeys keys;
  private final CodeExchange exchange;
  private final IdTokenRules rules;

  /**
   * A relying party of its own state: metadata and keys.
   *
   * @param upstream the tenant and the app registration
   * @param redirectUri this upstream's own callback, so that a code of another provider never
   *     arrives here (RFC 9700 section 4.4.2)
   */
  public EntraRelyingParty(EntraOidc upstream, URI redirectUri, RelyingPartyServices services) {
    this.upstream = upstream;
    this.redirectUri = redirectUri;
    this.services = services;
    this.discovery = new Discovery(upstream, services);
    this.keys = new SigningKeys(new KeySetFetch(upstream, services, discovery), services);
    this.exchange = new CodeExchange(upstream, redirectUri, services);
    this.rules = new IdTokenRules(upstream);
  }

  @Override
  public String name() {
    return upstream.name();
  }

  @Override
  public boolean answersByPost() {
    return upstream.responseMode() == Upstream.ResponseMode.FORM_POST;
  }

  /** Builds the authorization request, with a new nonce and PKCE verifier. */
  @Override
  public Departure begin(BeginLogin login) throws RefusalException {
    String nonce = secret();
    String verifier = secret();
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope(upstream.scopes().toArray(String[]::new)),
                new ClientID(upstream.clientId()),
                redirectUri)
            .endpointURI(discovery.metadata().authorization())
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

  @Override
  public VerifiedIdentity complete(UpstreamAnswer answer, PendingLogin pending)
      throws RefusalException {
    if (!(answer instanceof CallbackParameters callback)) {
      throw new RefusalException(Code.CALLBACK_INVALID, "the answer is of another protocol");
    }
    String code = code(callback, pending);
    ProviderMetadata metadata = discovery.metadata();
    requireNamedProvider(callback, metadata);
    String idToken = exchange.exchange(metadata.token(), code, pending.codeVerifier());
    return identity(verifiedClaims(idToken), pending);
  }

  private String code(CallbackParameters callback, PendingLogin pending) throws RefusalException {
    if (callback.mode() != upstream.responseMode()) {
      throw new RefusalException(
          Code.CALLBACK_INVALID, "the callback did not come by the configured response mode");
    }
    if (!IdTokenRules.sameText(callback.state(), pending.state())) {
      throw new RefusalException(Code.STATE_MISMATCH, "the state is another login's");
    }
    Optional<ProviderError> error = callback.error();
    if (error.isPresent()) {
      throw new RefusalException(Code.UPSTREAM_DENIED, error.get().sentence());
    }
    return callback
        .code()
        .orElseThrow(() -> new RefusalException(Code.CALLBACK_INVALID, "there is no code"));
  }

  /** Against mix-up of providers (RFC 9207 section 2.4). */
  private void requireNamedProvider(CallbackParameters callback, ProviderMetadata metadata)
      throws RefusalException {
    boolean missing = callback.issuer().isEmpty() && metadata.namesItselfInCallbacks();
    boolean other =
        callback.issuer().filter(iss -> !iss.equals(upstream.issuer().toString())).isPresent();
    if (missing || other) {
      throw new RefusalException(Code.CALLBACK_INVALID, "iss does not name this provider");
    }
  }

  private Map<String, Object> verifiedClaims(String idToken) throws RefusalException {
    SignedToken token = SignedToken.read(idToken);
    byte[] payload = token.verifiedPayload(keys.find(token.kid()));
    return StrictJson.object(payload, Code.TOKEN_MALFORMED);
  }

  private VerifiedIdentity identity(Map<String, Object> claims, PendingLogin pending)
      throws RefusalException {
    Instant now = services.clock().instant();
    rules.check(claims, pending.nonce(), now);
    EntraClaims person = EntraClaims.read(claims, upstream);
    rules.requireSubject(claims);
    if (pending.forceAuthn()) {
      rules.requireFresh(claims, pending.startedAt(), now);
    }
    Evidence evidence =
        new Evidence.IdToken(upstream.name(), person.account(), rules.issuedAt(claims));
    return VerifiedIdentity.attested(evidence, person.subject(), person.profile());
  }

  private Optional<String> hint(BeginLogin login) {
    return upstream.loginHint()
        ? login.loginHint().filter(hint -> VisibleText.is(hint, MAX_HINT_LENGTH))
        : Optional.empty();
  }

  private ResponseMode responseMode() {
    return answersByPost() ? ResponseMode.FORM_POST : ResponseMode.QUERY;
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    services.random().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
