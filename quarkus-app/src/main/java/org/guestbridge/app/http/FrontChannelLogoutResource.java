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

/** Where OpenID Connect upstreams tell of a logout; public, keeps no session. */
@Path("/r/{realm}/oidc/{upstream}/logout")
@Produces(MediaType.TEXT_HTML)
public final class FrontChannelLogoutResource {

  private final RealmRequests realms;

  FrontChannelLogoutResource(RealmRequests realms) {
    this.realms = realms;
  }

  /**
   * Notice that an upstream ended a session (OpenID Connect Front-Channel Logout section 2). There
   * is none here to end; sign-ins that are under way in this browser are forgotten.
   */
  @GET
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
}
