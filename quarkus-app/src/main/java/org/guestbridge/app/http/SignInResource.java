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
import org.guestbridge.app.downstream.saml.RequestOutcome;
import org.guestbridge.app.login.Begun;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.login.SignInPurpose;
import org.guestbridge.core.problem.RefusalException;

/** Where downstreams send people to sign in; public, and keeps no session. */
@Path("/r/{realm}/saml/sso")
@Produces(MediaType.TEXT_HTML)
public final class SignInResource {

  /** The query parameter in which a downstream may name the person it expects. */
  private static final String LOGIN_HINT = "login_hint";

  private final RealmRequests realms;
  private final SignInAnswers answers;
  private final SignInMetrics metrics;

  SignInResource(RealmRequests realms, SignInAnswers answers, SignInMetrics metrics) {
    this.realms = realms;
    this.answers = answers;
    this.metrics = metrics;
  }

  /** An AuthnRequest by HTTP-Redirect (SAML bindings section 3.4). */
  @GET
  public Response redirectBinding(
      @PathParam("realm") String realm, @Context HttpServerRequest request) {
    String query = Optional.ofNullable(request.query()).orElse("");
    return realms.serveLimited(
        realm,
        request,
        (served, exchange) ->
            begin(
                served,
                exchange,
                Optional.ofNullable(request.getParam(LOGIN_HINT)),
                served.identityProvider().readRedirect(query)));
  }

  /** An AuthnRequest by HTTP-POST (SAML bindings section 3.5). */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response postBinding(
      @PathParam("realm") String realm, @Context HttpServerRequest request, String body) {
    return realms.serveLimited(
        realm,
        request,
        (served, exchange) ->
            begin(
                served,
                exchange,
                Optional.ofNullable(request.getParam(LOGIN_HINT)),
                served.identityProvider().readPost(body)));
  }

  private Response begin(
      ServedRealm served, Exchange exchange, Optional<String> loginHint, RequestOutcome outcome)
      throws RefusalException {
    if (outcome instanceof RequestOutcome.Answered answered) {
      served.broker().refused(answered.code(), exchange.correlationId(), Optional.empty());
      metrics.refused(answered.code());
      return SignInAnswers.postForm(served, exchange, answered.downstream(), answered.answer())
          .build();
    }
    RequestOutcome.Accepted accepted = (RequestOutcome.Accepted) outcome;
    Begun begun =
        served
            .flow()
            .begin(
                new SignInPurpose.Requested(accepted.request()),
                loginHint,
                exchange.cookieHeader(),
                exchange.correlationId());
    return answers.begun(served, exchange, begun);
  }
}
