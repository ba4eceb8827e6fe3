package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Where the links of the chooser page lead. Links and not a form, since browsers apply {@code
 * form-action} to the redirect that follows; what they name is useless without the cookie.
 */
@Path("/r/{realm}/choose")
@Produces(MediaType.TEXT_HTML)
public final class ChoiceResource {

  private final RealmRequests realms;
  private final SignInAnswers answers;

  ChoiceResource(RealmRequests realms, SignInAnswers answers) {
    this.realms = realms;
    this.answers = answers;
  }

  /** Goes on with the sign-in {@code transaction} at the upstream named. */
  @GET
  public Response choose(@PathParam("realm") String realm, @Context HttpServerRequest request) {
    return realms.serveLimited(
        realm,
        request,
        (served, exchange) -> {
          QueryParameters query = QueryParameters.of(request);
          return answers.begun(
              served,
              exchange,
              served
                  .flow()
                  .choose(
                      query.required("transaction"),
                      query.required("upstream"),
                      exchange.cookieHeader()));
        });
  }
}
