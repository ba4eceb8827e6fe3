package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.guestbridge.app.upstream.saml.ResponseForm;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Where SAML upstreams send people back; public, and keeps no session. */
@Path("/r/{realm}/saml/{upstream}/acs")
@Produces(MediaType.TEXT_HTML)
public final class AssertionConsumerResource {

  private final RealmRequests realms;
  private final SignInAnswers answers;

  AssertionConsumerResource(RealmRequests realms, SignInAnswers answers) {
    this.realms = realms;
    this.answers = answers;
  }

  /** The upstream's answer by POST (SAML bindings section 3.5); no other binding is served. */
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
            throw new RefusalException(Code.CALLBACK_INVALID, "a posted response with a query");
          }
          return answers.finish(served, exchange, upstream, ResponseForm.read(body));
        });
  }
}
