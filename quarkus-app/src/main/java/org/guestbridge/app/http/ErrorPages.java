package org.guestbridge.app.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The page of every error that no resource sees, so that the framework's own pages, which name it,
 * never show.
 */
@Singleton
final class ErrorPages {

  /** Before every other handler of failures. */
  private static final int ORDER = -1_000;

  private final RefusalAnswers refusals;

  ErrorPages(RefusalAnswers refusals) {
    this.refusals = refusals;
  }

  void register(@Observes Router router) {
    router.route().order(ORDER).failureHandler(this::answer);
    router.errorHandler(404, this::answer);
    router.errorHandler(405, this::answer);
  }

  private void answer(RoutingContext context) {
    if (context.response().ended() || context.response().headWritten()) {
      return;
    }
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    Pages.Page page =
        refusals.error(RealmRequests.exchange(context.request()), status, context.failure());
    context
        .response()
        .setStatusCode(page.status())
        .putHeader("Content-Type", "text/html;charset=UTF-8")
        .putHeader("Content-Security-Policy", page.contentSecurityPolicy())
        .end(page.html());
  }
}
