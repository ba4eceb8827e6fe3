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
import org.guestbridge.app.upstream.oidc.CallbackParameters;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Where OpenID providers send people back; public, and keeps no session. */
@Path("/r/{realm}/oidc/{upstream}/callback")
@Produces(MediaType.TEXT_HTML)
public final class OidcCallbackResource {

  private final RealmRequests realms;
  private final SignInAnswers answers;

  OidcCallbackResource(RealmRequests realms, SignInAnswers answers) {
    this.realms = realms;
    this.answers = answers;
  }

  /** The upstream's answer by redirect. */
  @GET
  public Response byQuery(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request) {
    String query = Optional.ofNullable(request.query()).orElse("");
    return realms.serveAnswer(
        realm,
        request,
        (served, exchange) ->
            answers.finish(served, exchange, upstream, CallbackParameters.ofQuery(query)));
  }

  /** The upstream's answer by POST (OAuth 2.0 Form Post Response Mode). */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response byPost(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request,
      String body) {
    return realms.serveAnswer(
        realm,
        request,
        (served, exchange) -> {
          if (request.query() != null) {
            throw new RefusalException(Code.CALLBACK_INVALID, "a form_post with a query");
          }
          return answers.finish(served, exchange, upstream, CallbackParameters.ofForm(body));
        });
  }
}
