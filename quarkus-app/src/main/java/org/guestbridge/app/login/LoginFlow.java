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
import org.guestbridge.app.downstream.saml.SamlIdentityProvider;
import org.guestbridge.app.store.RefusedBindings;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.app.upstream.UnsolicitedLogin;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;

/**
 * The one dispatcher of a login: a checked request, or a person at the start page, begins a
 * transaction; the upstream's answer finishes it. The transaction is used up in the unit of work
 * that releases the person, so a second answer with the same state is refused on every node.
 */
public final class LoginFlow {

  private final RealmId realm;
  private final Map<String, UpstreamConnection> upstreams;
  private final HomeRealmDiscovery homeRealms;
  private final List<String> startable;
  private final SamlIdentityProvider identityProvider;
  private final SignInEnd end;
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
    this.homeRealms = new HomeRealmDiscovery(realm, upstreams);
    this.startable =
        realm.downstreams().values().stream()
            .filter(LoginFlow::takesUnsolicited)
            .map(Downstream::name)
            .toList();
    this.identityProvider = identityProvider;
    this.end = new SignInEnd(realm.id(), identityProvider, broker, refusedBindings, clock);
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

  private static boolean takesUnsolicited(Downstream downstream) {
    return downstream instanceof SamlServiceProvider provider
        && provider.idpInitiated().isPresent();
  }

  /** The downstreams that take a sign-in they did not ask for, in the order of the realm file. */
  public List<String> startable() {
    return startable;
  }

  /**
   * Begins a sign-in. The same request may come again: each arrival begins its own. Where the
   * upstream is not evident, the person is asked first.
   *
   * @param loginHint who is expected, as the downstream hinted, untrusted; forwarded as it was
   *     typed where the realm allows it
   * @param cookieHeader the request's Cookie header, untrusted
   * @throws RefusalException when the downstream takes nobody for this purpose, or the upstream
   *     cannot be asked
   */
  public Begun begin(
      SignInPurpose purpose,
      Optional<String> loginHint,
      Optional<String> cookieHeader,
      String correlationId)
      throws RefusalException {
    requireWelcome(purpose);
    List<UpstreamConnection> admitted = homeRealms.admitted(purpose.downstream());
    Optional<UpstreamConnection> evident = homeRealms.evident(admitted, loginHint);
    if (evident.isPresent()) {
      return depart(
          evident.get(), purpose, loginHint, Optional.empty(), correlationId, cookieHeader);
    }
    Instant now = clock.instant();
    PendingChoice choice =
        new PendingChoice(
            cookies.newId(now),
            purpose,
            loginHint,
            now.truncatedTo(ChronoUnit.SECONDS),
            correlationId);
    return new Begun.Choosing(
        choice.id(), homeRealms.offers(admitted), cookies.store(choice, cookieHeader));
  }

  /**
   * Goes on with the upstream that the person chose. They may come back and choose again.
   *
   * @param choice which sign-in waits, as the chooser page named it, untrusted
   * @param upstream the upstream's name, untrusted
   * @param cookieHeader the request's Cookie header, untrusted
   * @throws RefusalException when no such sign-in waits in this browser, when people of the
   *     upstream may not sign in to the downstream, or when the upstream cannot be asked
   */
  public Begun choose(String choice, String upstream, Optional<String> cookieHeader)
      throws RefusalException {
    PendingChoice waiting = cookies.loadChoice(choice, cookieHeader, clock.instant());
    return depart(
        homeRealms.requireAdmitted(waiting.purpose().downstream(), upstream),
        waiting.purpose(),
        waiting.loginHint(),
        Optional.of(waiting.id()),
        waiting.correlationId(),
        cookieHeader);
  }

  private Begun depart(
      UpstreamConnection upstream,
      SignInPurpose purpose,
      Optional<String> loginHint,
      Optional<String> choice,
      String correlationId,
      Optional<String> cookieHeader)
      throws RefusalException {
    Instant now = clock.instant();
    String id = cookies.newId(now);
    Departure departure = upstream.begin(new BeginLogin(id, purpose.freshSignIn(), loginHint));
    LoginTransaction transaction =
        new LoginTransaction(
            id,
            purpose,
            upstream.name(),
            departure.nonce(),
            departure.codeVerifier(),
            choice,
            now.truncatedTo(ChronoUnit.SECONDS),
            correlationId);
    return new Begun.Departed(departure.uri(), cookies.store(transaction, cookieHeader));
  }

  /**
   * Finishes the transaction that the answer's {@code state} names, or sends the person on within
   * it where the upstream's answer asks for that. An answer that names none of this browser is
   * taken for an unsolicited one where the upstream may send those.
   *
   * @param answeringUpstream whose address the answer came to
   * @param answer as parsed, untrusted
   * @param cookieHeader the request's Cookie header, untrusted
   * @param correlationId of the request, for an answer that belongs to no transaction
   * @throws RefusalException when there is no such transaction in this browser
   */
  public Finished finish(
      String answeringUpstream,
      UpstreamAnswer answer,
      Optional<String> cookieHeader,
      String correlationId)
      throws RefusalException {
    UpstreamConnection connection = upstreams.get(answeringUpstream);
    if (connection != null
        && connection.acceptsUnsolicited()
        && !cookies.holds(answer.state(), cookieHeader)) {
      return finishUnsolicited(connection, answer, correlationId);
    }
    LoginTransaction transaction = cookies.load(answer.state(), cookieHeader, clock.instant());
    if (connection == null || !transaction.upstream().equals(answeringUpstream)) {
      throw new RefusalException(Code.STATE_MISMATCH, "the answer is another upstream's");
    }
    SignInEnd.Ending ending =
        new SignInEnd.Ending(
            transaction.purpose(), transaction.correlationId(), cookies.remove(transaction));
    try {
      requireWelcome(ending.purpose());
      homeRealms.requireAdmitted(ending.purpose().downstream(), connection.name());
      PendingLogin pending = pending(transaction);
      Optional<Departure> detour = connection.detour(answer, pending);
      if (detour.isPresent()) {
        LoginTransaction onward = transaction.by(detour.get());
        return new Finished.SentOn(detour.get().uri(), cookies.store(onward, cookieHeader));
      }
      return end.release(connection.complete(answer, pending), mark(transaction), ending);
    } catch (RefusalException refusal) {
      return end.refuse(refusal, ending);
    }
  }

  private Finished finishUnsolicited(
      UpstreamConnection connection, UpstreamAnswer answer, String correlationId) {
    if (startable.size() != 1) {
      return new Finished.Undecided();
    }
    SignInPurpose purpose = new SignInPurpose.Started(startable.get(0), Optional.empty());
    SignInEnd.Ending ending = new SignInEnd.Ending(purpose, correlationId, List.of());
    try {
      homeRealms.requireAdmitted(purpose.downstream(), connection.name());
      UnsolicitedLogin login = connection.completeUnsolicited(answer);
      OnceMark mark =
          new OnceMark(
              OnceMark.Kind.UPSTREAM_MESSAGE,
              login.messageIssuer(),
              login.messageId(),
              login.usableUntil());
      return end.release(login.identity(), mark, ending);
    } catch (RefusalException refusal) {
      return end.refuse(refusal, ending);
    }
  }

  /** Before anybody is sent to sign in for it, and again when they are back. */
  private void requireWelcome(SignInPurpose purpose) throws RefusalException {
    if (purpose instanceof SignInPurpose.Started started) {
      identityProvider.requireUnsolicited(started.downstream(), started.relayState());
    }
  }

  /** The Set-Cookie headers that make this browser forget every sign-in that is under way. */
  public List<String> forget(Optional<String> cookieHeader) {
    return cookies.removeAll(cookieHeader);
  }

  private OnceMark mark(LoginTransaction transaction) {
    return new OnceMark(
        OnceMark.Kind.LOGIN_TRANSACTION, realm.value(), transaction.id(), transaction.expiresAt());
  }

  private static PendingLogin pending(LoginTransaction transaction) {
    return new PendingLogin(
        transaction.id(),
        transaction.nonce(),
        transaction.codeVerifier(),
        transaction.purpose().freshSignIn(),
        transaction.startedAt());
  }
}
