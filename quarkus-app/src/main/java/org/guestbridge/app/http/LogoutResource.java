package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.LogoutRequest;
import org.guestbridge.app.downstream.saml.SingleLogoutService;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.core.problem.RefusalException;

/** Where downstreams ask for logout (SAML profiles section 4.4); public, keeps no session. */
@Path("/r/{realm}/saml/slo")
@Produces(MediaType.TEXT_HTML)
public final class LogoutResource {

  private final RealmRequests realms;

  LogoutResource(RealmRequests realms) {
    this.realms = realms;
  }

  /** A message by HTTP-Redirect (SAML bindings section 3.4). */
  @GET
  public Response redirectBinding(
      @PathParam("realm") String realm, @Context HttpServerRequest request) {
    String query = Optional.ofNullable(request.query()).orElse("");
    return realms.serveLimited(
        realm,
        request,
        (served, exchange) -> {
          SingleLogoutService service = served.identityProvider().singleLogout();
          return service.isResponse(query)
              ? nothingToDo(exchange)
              : answer(served, exchange, service.readRedirect(query));
        });
  }

  /** A message by HTTP-POST (SAML bindings section 3.5). */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response postBinding(
      @PathParam("realm") String realm, @Context HttpServerRequest request, String body) {
    return realms.serveLimited(
        realm,
        request,
        (served, exchange) -> {
          SingleLogoutService service = served.identityProvider().singleLogout();
          return service.isResponse(body)
              ? nothingToDo(exchange)
              : answer(served, exchange, service.readPost(body));
        });
  }

  private static Response answer(ServedRealm served, Exchange exchange, LogoutRequest logout)
      throws RefusalException {
    return LogoutAnswers.of(
        served, exchange, served.logout().begin(logout, exchange.cookieHeader()));
  }

  private static Response nothingToDo(Exchange exchange) {
    return RefusalAnswers.html(Pages.loggedOut(exchange.locale())).build();
  }
}
