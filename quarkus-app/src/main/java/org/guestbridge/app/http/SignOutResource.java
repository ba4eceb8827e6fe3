package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What signing out means at a broker that keeps no session, and where to do it instead. */
@Path("/r/{realm}/{page:logout|logged-out}")
@Produces(MediaType.TEXT_HTML)
public final class SignOutResource {

  private final RealmRequests realms;

  SignOutResource(RealmRequests realms) {
    this.realms = realms;
  }

  /** Says what is ended and what is not; one page under both names. */
  @GET
  public Response page(@PathParam("realm") String realm, @Context HttpServerRequest request) {
    return realms.serveAnswer(
        realm,
        request,
        (served, exchange) ->
            RefusalAnswers.html(Pages.signedOut(exchange.locale(), exchange.help().orElse(null)))
                .build());
  }
}
