package org.guestbridge.app.admin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.regex.Pattern;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * The admin resource under {@code /admin/}, for the management interface on loopback.
 *
 * <p>{@link #guarded} is the only place that adds a route, and it puts the bearer check in front of
 * the handler, so a route without the check cannot be written. A path must be spelt in its one
 * form: whatever a router might normalise is not found.
 */
public final class AdminRoutes {

  /** Longest body accepted, in bytes. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  private static final Pattern PLAIN_PATH = Pattern.compile("/admin(/[A-Za-z0-9-]{1,64}){1,6}");
  private static final String SCHEME = "Bearer ";

  private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
  private final AdminToken token;
  private final AdminRequests requests;
  private final PlanRequests plans;
  private final ReconciliationRequests reconciliations;

  /**
   * The routes of one broker.
   *
   * @param realms what answers; called on worker threads
   * @param token what a caller has to present
   */
  public AdminRoutes(AdminRealms realms, AdminToken token) {
    this.token = token;
    this.requests = new AdminRequests(realms);
    this.plans = new PlanRequests(requests);
    this.reconciliations = new ReconciliationRequests(requests);
  }

  /**
   * Adds every route to {@code router}, and an answer for every other path under {@code /admin}.
   */
  public void registerOn(Router router) {
    guarded(router.route(HttpMethod.GET, "/admin/v1/status"), requests::status);
    guarded(router.route(HttpMethod.GET, "/admin/v1/aliases"), requests::aliases);
    guarded(router.route(HttpMethod.GET, "/admin/v1/aliases/:id"), requests::alias);
    guarded(router.route(HttpMethod.POST, "/admin/v1/aliases/:id/:action"), requests::change);
    guarded(router.route(HttpMethod.GET, "/admin/v1/audit"), requests::audit);
    guarded(router.route(HttpMethod.GET, "/admin/v1/deliveries"), requests::deliveries);
    guarded(router.route(HttpMethod.GET, "/admin/v1/deliveries/set-aside"), requests::setAside);
    guarded(router.route(HttpMethod.POST, "/admin/v1/deliveries/:order"), requests::order);
    guarded(router.route(HttpMethod.GET, "/admin/v1/plans"), plans::counts);
    guarded(router.route(HttpMethod.GET, "/admin/v1/plans/held-back"), plans::heldBack);
    guarded(router.route(HttpMethod.GET, "/admin/v1/mail-routes"), requests::mailRoutes);
    guarded(router.route(HttpMethod.POST, "/admin/v1/mail-routes/:id/:order"), requests::mailOrder);
    guarded(router.route(HttpMethod.GET, "/admin/v1/reconciliations"), reconciliations::state);
    guarded(router.route(HttpMethod.POST, "/admin/v1/reconciliations"), reconciliations::begin);
    guarded(router.route(HttpMethod.GET, "/admin/v1/imports"), reconciliations::importCandidates);
    guarded(router.route(HttpMethod.POST, "/admin/v1/imports"), reconciliations::importAccounts);
    guarded(router.route(HttpMethod.GET, "/admin/v1/previews"), reconciliations::previews);
    guarded(router.route(HttpMethod.GET, "/admin/v1/epoch"), reconciliations::epoch);
    guarded(router.route(HttpMethod.POST, "/admin/v1/epoch/:order"), reconciliations::changeEpoch);
    guarded(router.route(HttpMethod.GET, "/admin/v1/pulls"), requests::pulls);
    guarded(router.route(HttpMethod.POST, "/admin/v1/withdrawals"), requests::withdraw);
    guarded(router.route(HttpMethod.POST, "/admin/v1/pulls/:extent"), requests::pull);
    guarded(router.route(HttpMethod.POST, "/admin/v1/explain"), requests::explain);
    guarded(router.route("/admin"), AdminRoutes::unknown);
    guarded(router.route("/admin/*"), AdminRoutes::unknown);
  }

  private void guarded(Route route, Answer answer) {
    route.handler(this::check);
    route.blockingHandler(context -> respond(context, answer), false);
    route.failureHandler(AdminRoutes::failed);
  }

  private void check(RoutingContext context) {
    if (!isAuthorized(context.request().headers().getAll(HttpHeaders.AUTHORIZATION))) {
      send(context, 401, ProblemView.of(Code.ADMIN_UNAUTHORIZED, ""));
    } else if (!PLAIN_PATH.matcher(context.request().path()).matches()) {
      send(context, 404, ProblemView.of(Code.NOT_FOUND, ""));
    } else {
      bodies.handle(context);
    }
  }

  private boolean isAuthorized(List<String> headers) {
    if (headers.size() != 1) {
      return false;
    }
    String header = headers.get(0);
    boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return bearer && token.matches(header.substring(SCHEME.length()));
  }

  private static void respond(RoutingContext context, Answer answer) {
    try {
      send(context, 200, answer.to(context));
    } catch (RefusalException e) {
      send(context, status(e.code()), ProblemView.of(e));
    } catch (LedgerUnavailableException e) {
      send(context, 503, ProblemView.of(Code.LEDGER_UNAVAILABLE, ""));
    }
  }

  private static Object unknown(RoutingContext context) throws RefusalException {
    throw new RefusalException(Code.NOT_FOUND, "");
  }

  private static void failed(RoutingContext context) {
    if (context.response().headWritten()) {
      context.response().reset();
    } else if (context.statusCode() == 413) {
      send(context, 413, ProblemView.of(Code.REQUEST_OVERSIZED, ""));
    } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
      send(context, 400, ProblemView.of(Code.REQUEST_INVALID, ""));
    } else {
      send(context, 500, ProblemView.of(Code.INTERNAL_ERROR, ""));
    }
  }

  private static int status(Code code) {
    return switch (code) {
      case NOT_FOUND,
          BINDING_UNKNOWN,
          REALM_UNKNOWN,
          DELIVERY_UNKNOWN,
          RECONCILIATION_UNKNOWN,
          DELIVERY_DIRECTORY_UNKNOWN,
          CHANNEL_UNKNOWN ->
          404;
      case BINDING_TRANSITION,
          RECONCILIATION_RUNNING,
          MAIL_UNROUTABLE,
          MAIL_ROUTE_LOOP,
          MAIL_ROUTE_MISSING ->
          409;
      case REQUEST_OVERSIZED -> 413;
      case ADMIN_UNAUTHORIZED -> 401;
      case LEDGER_UNAVAILABLE -> 503;
      default -> 400;
    };
  }

  private static void send(RoutingContext context, int status, Object body) {
    var response = context.response().setStatusCode(status);
    response.putHeader("Content-Type", "application/json");
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("X-Content-Type-Options", "nosniff");
    if (status == 401) {
      response.putHeader("WWW-Authenticate", SCHEME.strip());
    }
    response.end(AdminJson.write(body));
  }

  /** Makes the body of a 200. */
  @FunctionalInterface
  interface Answer {
    Object to(RoutingContext context) throws RefusalException;
  }
}
