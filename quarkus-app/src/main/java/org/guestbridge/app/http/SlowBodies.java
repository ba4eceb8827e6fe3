package org.guestbridge.app.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Ends a request whose body does not come to its end: the limits of the server count from byte to
 * byte, so that a body of single bytes would hold its connection for days. The connection is
 * closed, or the stream reset, without an answer.
 */
@Singleton
final class SlowBodies {

  /** From the request's head to the end of its body. */
  static final Duration LIMIT = Duration.ofSeconds(15);

  /** After the headers of every answer, before everything that reads. */
  private static final int PRIORITY = 900;

  void register(@Observes Filters filters) {
    filters.register(SlowBodies::handle, PRIORITY);
  }

  private static void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (hasBody(request) && !request.isEnded()) {
      long timer = context.vertx().setTimer(LIMIT.toMillis(), late -> end(request));
      context.addEndHandler(
          answered -> {
            if (request.isEnded()) {
              context.vertx().cancelTimer(timer);
            }
          });
    }
    context.next();
  }

  private static boolean hasBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static void end(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.response().reset();
    }
  }
}
