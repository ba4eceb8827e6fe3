package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.guestbridge.app.login.CurrentRealm;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.store.Rates;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Limits;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The shared steps of every request to a realm: correlation id, realm, rate, and what a refusal or
 * a failure becomes. An endpoint only fills in its own step.
 */
@ApplicationScoped
class RealmRequests {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.http");
  private static final String CORRELATION = "correlationId";

  private final CurrentRealm realms;
  private final Rates rates;
  private final RefusalAnswers refusals;

  RealmRequests(CurrentRealm realms, Rates rates, RefusalAnswers refusals) {
    this.realms = realms;
    this.rates = rates;
    this.refusals = refusals;
  }

  /** One endpoint's own step. */
  @FunctionalInterface
  interface Step {
    Response run(ServedRealm realm, Exchange exchange) throws RefusalException;
  }

  /** Runs {@code step} for the realm of that name. */
  Response serve(String realmName, HttpServerRequest request, Step step) {
    Exchange exchange = exchange(request);
    MDC.put(CORRELATION, exchange.correlationId());
    try {
      Optional<ServedRealm> realm = RealmId.parse(realmName).flatMap(realms::find);
      if (realm.isEmpty()) {
        return refusals.answer(exchange, Code.NOT_FOUND, Optional.empty()).build();
      }
      return run(realm.get(), exchange.in(realm.get().realm().pages()), step);
    } finally {
      MDC.remove(CORRELATION);
    }
  }

  /** As {@link #serve}, for what begins a sign-in: within the realm's rates for that. */
  Response serveLimited(String realmName, HttpServerRequest request, Step step) {
    return serveLimited(realmName, request, "begin", step);
  }

  /**
   * As {@link #serve}, for what comes back from elsewhere: within the same rates, counted apart, so
   * that beginnings never use up what endings need.
   */
  Response serveAnswer(String realmName, HttpServerRequest request, Step step) {
    return serveLimited(realmName, request, "answer", step);
  }

  private Response serveLimited(
      String realmName, HttpServerRequest request, String what, Step step) {
    return serve(
        realmName,
        request,
        (realm, exchange) -> {
          Limits limits = realm.realm().limits();
          if (!rates.permits(
                  what, realmName + " " + exchange.source(), limits.perClientPerMinute(), 60)
              || !rates.permits(what, "realm " + realmName, limits.perRealmPerSecond(), 1)) {
            throw new RefusalException(Code.RATE_LIMITED, "over a rate of the realm file");
          }
          return step.run(realm, exchange);
        });
  }

  private Response run(ServedRealm realm, Exchange exchange, Step step) {
    try {
      return step.run(realm, exchange);
    } catch (RefusalException refusal) {
      return refuse(realm, exchange, refusal.code());
    } catch (LedgerUnavailableException unavailable) {
      LOG.errorf("the ledger is unavailable: %s", unavailable.getMessage());
      return refusals.answer(exchange, Code.LEDGER_UNAVAILABLE, Optional.empty()).build();
    } catch (RuntimeException defect) {
      LOG.error("internal error\n" + Traces.withoutMessages(defect));
      return refusals.answer(exchange, Code.INTERNAL_ERROR, Optional.empty()).build();
    }
  }

  private Response refuse(ServedRealm realm, Exchange exchange, Code code) {
    try {
      realm.broker().refused(code, exchange.correlationId(), Optional.empty());
    } catch (LedgerUnavailableException unavailable) {
      LOG.errorf("a refusal could not be audited: %s", unavailable.getMessage());
    }
    return refusals.answer(exchange, code, Optional.empty()).build();
  }

  static Exchange exchange(HttpServerRequest request) {
    String source = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    Optional<String> cookies =
        Optional.of(String.join("; ", request.headers().getAll(HttpHeaders.COOKIE)));
    Optional<String> languages =
        Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    return new Exchange(
        Exchange.newCorrelationId(),
        cookies,
        source,
        languages,
        Exchange.localeOf(languages),
        Optional.empty());
  }
}
