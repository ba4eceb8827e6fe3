package org.guestbridge.app.login;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.guestbridge.app.downstream.saml.AuthnRequest;
import org.guestbridge.app.downstream.saml.SamlIdentityProvider;
import org.guestbridge.app.store.RefusedBindings;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.LoginAttempt;
import org.guestbridge.core.broker.LoginOutcome;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Realm;

/**
 * The one dispatcher of a login: a checked request begins a transaction, the upstream's callback
 * finishes it. The transaction is used up in the unit of work that releases the person, so a second
 * callback with the same state is refused on every node.
 */
public final class LoginFlow {

  private final RealmId realm;
  private final Map<String, UpstreamConnection> upstreams;
  private final UpstreamConnection first;
  private final SamlIdentityProvider identityProvider;
  private final Broker broker;
  private final RefusedBindings refusedBindings;
  private final TransactionCookies cookies;
  private final InstantSource clock;

  /**
   * The flow of one realm.
   *
   * @param upstreams the realm's upstreams, in the order of the realm file; at least one
   * @param identityProvider towards its downstreams
   * @param broker the pipeline between them
   * @param refusedBindings what the ledger refused a moment ago
   * @param cookieKey AES-256, the same on every node
   */
  public LoginFlow(
      Realm realm,
      List<UpstreamConnection> upstreams,
      SamlIdentityProvider identityProvider,
      Broker broker,
      RefusedBindings refusedBindings,
      SecretKey cookieKey,
      SecureRandom random,
      InstantSource clock) {
    this.realm = realm.id();
    this.upstreams =
        upstreams.stream()
            .collect(Collectors.toUnmodifiableMap(UpstreamConnection::name, each -> each));
    this.first = upstreams.get(0);
    this.identityProvider = identityProvider;
    this.broker = broker;
    this.refusedBindings = refusedBindings;
    this.cookies =
        new TransactionCookies(
            new TransactionSeal(cookieKey, realm.id(), random),
            "https".equals(realm.publicUrl().getScheme()),
            upstreams.stream().anyMatch(UpstreamConnection::answersByPost),
            random);
    this.clock = clock;
  }

  /** The upstream of that name in the realm file. */
  public Optional<UpstreamConnection> upstream(String name) {
    return Optional.ofNullable(upstreams.get(name));
  }

  /**
   * Begins a transaction for a request that has passed every check. The same request may come
   * again: each arrival begins its own.
   *
   * @param loginHint who is expected, as the downstream hinted, untrusted; forwarded as it was
   *     typed where the realm allows it
   * @param cookieHeader the request's Cookie header, untrusted
   * @throws RefusalException when the upstream cannot be asked
   */
  public Begun begin(
      AuthnRequest request,
      Optional<String> loginHint,
      Optional<String> cookieHeader,
      String correlationId)
      throws RefusalException {
    Instant now = clock.instant();
    String id = cookies.newId(now);
    Departure redirect = first.begin(new BeginLogin(id, request.forceAuthn(), loginHint));
    LoginTransaction transaction =
        new LoginTransaction(
            id,
            request.downstream(),
            request.consumer(),
            request.requestId(),
            request.relayState(),
            first.name(),
            redirect.nonce(),
            redirect.codeVerifier(),
            request.forceAuthn(),
            now.truncatedTo(ChronoUnit.SECONDS),
            correlationId);
    return new Begun(redirect.uri(), cookies.store(transaction, cookieHeader));
  }

  /**
   * Finishes the transaction that the answer's {@code state} names.
   *
   * @param answeringUpstream whose address the answer came to
   * @param answer as parsed, untrusted
   * @param cookieHeader the request's Cookie header, untrusted
   * @throws RefusalException when there is no such transaction in this browser
   */
  public Finished finish(
      String answeringUpstream, UpstreamAnswer answer, Optional<String> cookieHeader)
      throws RefusalException {
    LoginTransaction transaction = cookies.load(answer.state(), cookieHeader, clock.instant());
    UpstreamConnection connection = upstreams.get(answeringUpstream);
    if (connection == null || !transaction.upstream().equals(answeringUpstream)) {
      throw new RefusalException(Code.STATE_MISMATCH, "the answer is another upstream's");
    }
    try {
      return complete(connection, transaction, answer);
    } catch (RefusalException refusal) {
      broker.refused(refusal.code(), transaction.correlationId(), Optional.empty());
      return refused(transaction, refusal.code(), Optional.empty());
    }
  }

  private Finished complete(
      UpstreamConnection connection, LoginTransaction transaction, UpstreamAnswer answer)
      throws RefusalException {
    VerifiedIdentity identity = connection.complete(answer, pending(transaction));
    Optional<Code> recent = refusedBindings.recent(identity.subject());
    if (recent.isPresent()) {
      throw new RefusalException(recent.get(), "refused a moment ago");
    }
    LoginOutcome outcome =
        broker.login(
            new LoginAttempt(
                identity,
                mark(transaction),
                transaction.downstream(),
                transaction.correlationId()));
    if (outcome instanceof LoginOutcome.Released released) {
      return new Finished.SignedIn(
          identityProvider.success(request(transaction), released.identity(), clock.instant()),
          transaction.downstream(),
          cookies.remove(transaction),
          transaction.correlationId());
    }
    LoginOutcome.Refused refused = (LoginOutcome.Refused) outcome;
    refusedBindings.remember(identity.subject(), refused.code());
    return refused(transaction, refused.code(), refused.message());
  }

  private Finished refused(LoginTransaction transaction, Code code, Optional<String> message) {
    return new Finished.Refused(
        code, message, cookies.remove(transaction), transaction.correlationId());
  }

  private OnceMark mark(LoginTransaction transaction) {
    return new OnceMark(
        OnceMark.Kind.LOGIN_TRANSACTION, realm.value(), transaction.id(), transaction.expiresAt());
  }

  private static AuthnRequest request(LoginTransaction transaction) {
    return new AuthnRequest(
        transaction.downstream(),
        transaction.consumer(),
        transaction.requestId(),
        transaction.relayState(),
        transaction.freshSignIn());
  }

  private static PendingLogin pending(LoginTransaction transaction) {
    return new PendingLogin(
        transaction.id(),
        transaction.nonce(),
        transaction.codeVerifier(),
        transaction.freshSignIn(),
        transaction.startedAt());
  }
}
