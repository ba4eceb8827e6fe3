package org.guestbridge.app.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Headers of every answer, those included that no resource gives: not cached, not framed, not
 * sniffed, no referrer.
 */
@Singleton
final class SecurityHeaders {

  /** Before the limit on bodies, which answers by itself. */
  private static final int PRIORITY = 1_000;

  private static final String POLICY = "Content-Security-Policy";

  void register(@Observes Filters filters) {
    filters.register(SecurityHeaders::handle, PRIORITY);
  }

  private static void handle(RoutingContext context) {
    context.addHeadersEndHandler(end -> complete(context.response().headers()));
    context.next();
  }

  private static void complete(MultiMap headers) {
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Strict-Transport-Security", "max-age=31536000");
    if (!headers.contains(POLICY)) {
      headers.set(POLICY, "default-src 'none'; frame-ancestors 'none'; form-action 'none'");
    }
  }
}
