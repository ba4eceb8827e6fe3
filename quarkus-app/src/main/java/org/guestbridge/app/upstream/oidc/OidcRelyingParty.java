package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.GroupDirectory;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.oidc.OidcClaims;

/**
 * Signs people in at one OpenID provider by the authorization code flow with PKCE (OpenID Connect
 * Core section 3.1, RFC 7636, RFC 9700). Making one calls nobody; metadata and keys are fetched at
 * the first login. Safe for use by several threads.
 *
 * <p>The order of checks is the package's.
 */
public final class OidcRelyingParty implements UpstreamConnection {

  private final OidcUpstream upstream;
  private final RelyingPartyServices services;
  private final Discovery discovery;
  private final SigningKeys keys;
  private final AuthorizationRequests requests;
  private final CodeExchange exchange;
  private final IdTokenRules rules;
  private final Optional<PasswordReset> passwordReset;
  private final EndSessionRequests endSessions;
  private final Optional<GroupDirectory> groups;

  /**
   * A relying party of its own state: metadata and keys.
   *
   * @param upstream the provider and the registration there
   * @param redirectUri this upstream's own callback, so that a code of another provider never
   *     arrives here (RFC 9700 section 4.4.2); {@code logged-out} beside it takes people back after
   *     a logout
   * @param groups completes a list of groups that the token cuts short; absent leaves it incomplete
   */
  public OidcRelyingParty(
      OidcUpstream upstream,
      URI redirectUri,
      RelyingPartyServices services,
      Optional<GroupDirectory> groups) {
    this.upstream = upstream;
    this.services = services;
    this.groups = groups;
    this.discovery = new Discovery(upstream.provider(), services);
    this.keys =
        new SigningKeys(new KeySetFetch(upstream.provider(), services, discovery), services);
    this.requests = new AuthorizationRequests(upstream, redirectUri, services.random());
    this.exchange = new CodeExchange(new ClientAuthenticator(upstream, services), redirectUri);
    this.rules = new IdTokenRules(upstream);
    this.endSessions =
        new EndSessionRequests(upstream.clientId(), redirectUri.resolve("logged-out"));
    this.passwordReset = PasswordReset.of(upstream.provider(), requests, services);
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
    return requests.request(discovery.metadata().authorization(), requests.secret(), login);
  }

  /**
   * To the policy that resets passwords when the person asked for one, and from there back to the
   * sign-in. A code of that policy is never exchanged.
   */
  @Override
  public Optional<Departure> detour(UpstreamAnswer answer, PendingLogin pending)
      throws RefusalException {
    if (passwordReset.isEmpty()
        || !(answer instanceof CallbackParameters callback)
        || !isOfThisLogin(callback, pending)) {
      return Optional.empty();
    }
    if (!PasswordReset.isUnderWay(pending)) {
      return callback.error().filter(ProviderError::isForgottenPassword).isPresent()
          ? Optional.of(passwordReset.get().begin(pending))
          : Optional.empty();
    }
    return callback.code().isPresent()
        ? Optional.of(
            begin(new BeginLogin(pending.state(), pending.forceAuthn(), Optional.empty())))
        : Optional.empty();
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
    String idToken = exchange.exchange(metadata, code, pending.codeVerifier());
    return identity(idToken, metadata, pending);
  }

  @Override
  public boolean endsSessions() {
    return upstream.upstreamLogout();
  }

  @Override
  public URI endSession(String state) throws RefusalException {
    URI endpoint =
        discovery
            .metadata()
            .endSession()
            .orElseThrow(
                () ->
                    new RefusalException(
                        Code.UPSTREAM_LOGOUT_UNSUPPORTED, "no usable end_session_endpoint"));
    return endSessions.request(endpoint, state);
  }

  private boolean isOfThisLogin(CallbackParameters callback, PendingLogin pending) {
    return callback.mode() == upstream.responseMode()
        && IdTokenRules.sameText(callback.state(), pending.state());
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
      throw error.get().denial();
    }
    if (PasswordReset.isUnderWay(pending)) {
      throw new RefusalException(Code.CALLBACK_INVALID, "a password reset signs nobody in");
    }
    return callback
        .code()
        .orElseThrow(() -> new RefusalException(Code.CALLBACK_INVALID, "there is no code"));
  }

  /** Against mix-up of providers (RFC 9207 section 2.4). */
  private static void requireNamedProvider(CallbackParameters callback, ProviderMetadata metadata)
      throws RefusalException {
    boolean missing = callback.issuer().isEmpty() && metadata.namesItselfInCallbacks();
    boolean other = callback.issuer().filter(iss -> !metadata.issuers().contains(iss)).isPresent();
    if (missing || other) {
      throw new RefusalException(Code.CALLBACK_INVALID, "iss does not name this provider");
    }
  }

  private VerifiedIdentity identity(String idToken, ProviderMetadata metadata, PendingLogin pending)
      throws RefusalException {
    SignedToken token = SignedToken.read(idToken, upstream.provider().algorithms());
    VerificationKey key = keys.find(token.kid(), token.algorithm());
    byte[] payload = token.verifiedPayload(key.key());
    Map<String, Object> claims = StrictJson.object(payload, Code.TOKEN_MALFORMED);
    Instant now = services.clock().instant();
    rules.check(claims, metadata.issuers(), pending, now);
    OidcClaims person = OidcClaims.read(claims, upstream.provider());
    if (!key.signsFor(claims)) {
      throw new RefusalException(Code.TOKEN_KEY_UNKNOWN, "the key signs for another tenant");
    }
    rules.requireSubject(claims);
    if (pending.forceAuthn()) {
      rules.requireFresh(claims, pending.startedAt(), now);
    }
    OidcClaims complete = withAllGroups(person);
    Evidence evidence =
        new Evidence.IdToken(upstream.name(), complete.account(), rules.issuedAt(claims));
    return VerifiedIdentity.attested(evidence, complete.subject(), complete.profile());
  }

  private OidcClaims withAllGroups(OidcClaims person) throws RefusalException {
    return groups.isPresent()
            && !person.profile().groups().complete()
            && person.subject() instanceof UpstreamSubject.Entra subject
        ? person.withGroups(groups.get().groupsOf(subject))
        : person;
  }
}
