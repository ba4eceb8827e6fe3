package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** What signing out means at a broker that keeps no session. */
@Path("/r/{realm}")
@Produces(MediaType.TEXT_HTML)
public final class SignOutResource {

  private final RealmRequests realms;

  SignOutResource(RealmRequests realms) {
    this.realms = realms;
  }

  /**
   * Notice that an upstream ended a session (OpenID Connect Front-Channel Logout section 2). There
   * is none here to end; sign-ins that are under way in this browser are forgotten.
   */
  @GET
  @Path("oidc/{upstream}/logout")
  public Response frontChannel(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request) {
    return realms.serveAnswer(
        realm,
        request,
        (served, exchange) -> {
          if (!served.realm().upstreams().containsKey(upstream)) {
            throw new RefusalException(Code.NOT_FOUND, "the realm has no such upstream");
          }
          Response.ResponseBuilder answer = Response.ok();
          served
              .flow()
              .forget(exchange.cookieHeader())
              .forEach(cookie -> answer.header("Set-Cookie", cookie));
          return answer.build();
        });
  }

  /** Says where to sign out, since this is not the place. */
  @GET
  @Path("logout")
  public Response logout(@PathParam("realm") String realm, @Context HttpServerRequest request) {
    return loggedOut(realm, request);
  }

  /** Says what is ended and what is not. */
  @GET
  @Path("logged-out")
  public Response loggedOut(@PathParam("realm") String realm, @Context HttpServerRequest request) {
    return realms.serveAnswer(
        realm,
        request,
        (served, exchange) ->
            RefusalAnswers.html(Pages.signedOut(exchange.locale(), exchange.help().orElse(null)))
                .build());
  }
}
