package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Where OpenID providers send people back after a logout; public, and keeps no session. */
@Path("/r/{realm}/oidc/{upstream}/logged-out")
@Produces(MediaType.TEXT_HTML)
public final class LoggedOutResource {

  private final RealmRequests realms;

  LoggedOutResource(RealmRequests realms) {
    this.realms = realms;
  }

  /** The return from an upstream (OpenID Connect RP-Initiated Logout 1.0 section 3). */
  @GET
  public Response comeBack(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request) {
    return realms.serveAnswer(
        realm,
        request,
        (served, exchange) -> {
          String state = QueryParameters.of(request).required("state");
          return LogoutAnswers.of(
              served, exchange, served.logout().finish(upstream, state, exchange.cookieHeader()));
        });
  }
}
