package org.guestbridge.app.login;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.guestbridge.app.downstream.saml.LogoutRequest;
import org.guestbridge.app.downstream.saml.SingleLogoutService;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Realm;
import org.jboss.logging.Logger;

/**
 * What becomes of a downstream's logout request: the answer, or first a way through the logout of
 * the one upstream that the realm names for it. That the upstream ended anything is not proven by
 * the browser's return, and is not needed: the answer speaks of the broker's own sessions, of which
 * there is none. An upstream that cannot be asked never keeps the downstream from its answer.
 */
public final class LogoutFlow {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.login");

  private final RealmId realm;
  private final Optional<UpstreamConnection> upstream;
  private final SingleLogoutService service;
  private final Broker broker;
  private final TransactionCookies cookies;
  private final InstantSource clock;

  /**
   * The flow of one realm.
   *
   * @param upstreams the realm's upstreams
   * @param service towards its downstreams
   * @param broker knows what was used before
   * @param cookieKey AES-256, the same on every node
   */
  public LogoutFlow(
      Realm realm,
      List<UpstreamConnection> upstreams,
      SingleLogoutService service,
      Broker broker,
      SecretKey cookieKey,
      SecureRandom random,
      InstantSource clock) {
    this.realm = realm.id();
    this.upstream = upstreams.stream().filter(UpstreamConnection::endsSessions).findFirst();
    this.service = service;
    this.broker = broker;
    this.cookies =
        TransactionCookies.ofLogouts(
            new TransactionSeal(cookieKey, realm.id(), random),
            "https".equals(realm.publicUrl().getScheme()),
            random);
    this.clock = clock;
  }

  /**
   * Takes a request that has passed every check but whether it was used before.
   *
   * @param cookieHeader the request's Cookie header, untrusted
   * @throws RefusalException {@code saml_request_replayed}, or when the realm has changed meanwhile
   */
  public LoggingOut begin(LogoutRequest request, Optional<String> cookieHeader)
      throws RefusalException {
    Optional<LoggingOut> way = upstream.flatMap(each -> wayThrough(each, request, cookieHeader));
    LoggingOut next =
        way.isPresent() ? way.get() : new LoggingOut.Answered(service.answer(request), List.of());
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.LOGOUT_REQUEST,
            request.entityId(),
            request.requestId(),
            request.usableUntil());
    if (!broker.useOnce(mark)) {
      throw new RefusalException(Code.SAML_REQUEST_REPLAYED, "the logout request was used before");
    }
    return next;
  }

  /**
   * Answers the request for which the browser went to the upstream.
   *
   * @param returningUpstream whose address the browser came back to
   * @param state as it came back, untrusted
   * @param cookieHeader the request's Cookie header, untrusted
   * @throws RefusalException when no such logout waits in this browser, or it was answered before
   */
  public LoggingOut finish(String returningUpstream, String state, Optional<String> cookieHeader)
      throws RefusalException {
    PendingLogout logout = cookies.loadLogout(state, cookieHeader, clock.instant());
    if (!logout.upstream().equals(returningUpstream)) {
      throw new RefusalException(Code.STATE_MISMATCH, "the return is from another upstream");
    }
    LoggingOut.Answered answered =
        new LoggingOut.Answered(
            service.answer(logout.downstream(), logout.requestId(), logout.relayState()),
            cookies.remove(logout));
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.LOGOUT_TRANSACTION, realm.value(), logout.id(), logout.expiresAt());
    if (!broker.useOnce(mark)) {
      throw new RefusalException(Code.TRANSACTION_USED, "the logout was answered before");
    }
    return answered;
  }

  private Optional<LoggingOut> wayThrough(
      UpstreamConnection connection, LogoutRequest request, Optional<String> cookieHeader) {
    Instant now = clock.instant();
    String id = cookies.newId(now);
    PendingLogout logout =
        new PendingLogout(
            id,
            connection.name(),
            request.downstream(),
            request.requestId(),
            request.relayState(),
            now.truncatedTo(ChronoUnit.SECONDS));
    try {
      URI place = connection.endSession(id);
      return Optional.of(new LoggingOut.SentOn(place, cookies.store(logout, cookieHeader)));
    } catch (RefusalException refusal) {
      LOG.warnf(
          "nobody is logged out at upstream %s: %s (%s)",
          connection.name(), refusal.code().text(), refusal.detail());
      return Optional.empty();
    }
  }
}
