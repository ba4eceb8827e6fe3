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
import java.time.Duration;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.PostForm;
import org.guestbridge.app.downstream.saml.RequestOutcome;
import org.guestbridge.app.login.Begun;
import org.guestbridge.app.login.Finished;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.app.upstream.oidc.CallbackParameters;
import org.guestbridge.app.upstream.saml.ResponseForm;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** The sign-in endpoints of a realm; all public, none keeps a session. */
@Path("/r/{realm}")
@Produces(MediaType.TEXT_HTML)
public final class SignInResource {

  /** The query parameter in which a downstream may name the person it expects. */
  private static final String LOGIN_HINT = "login_hint";

  private final RealmRequests realms;
  private final RefusalAnswers refusals;
  private final SignInMetrics metrics;

  SignInResource(RealmRequests realms, RefusalAnswers refusals, SignInMetrics metrics) {
    this.realms = realms;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  /** The identity provider's metadata (SAML metadata section 2.4.3). */
  @GET
  @Path("saml/metadata")
  @Produces("application/samlmetadata+xml")
  public Response metadata(@PathParam("realm") String realm, @Context HttpServerRequest request) {
    return realms.serve(
        realm,
        request,
        (served, exchange) -> Response.ok(served.identityProvider().metadata()).build());
  }

  /** An AuthnRequest by HTTP-Redirect (SAML bindings section 3.4). */
  @GET
  @Path("saml/sso")
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
  @Path("saml/sso")
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

  /** The upstream's answer by redirect. */
  @GET
  @Path("oidc/{upstream}/callback")
  public Response callbackByQuery(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request) {
    String query = Optional.ofNullable(request.query()).orElse("");
    return realms.serve(
        realm,
        request,
        (served, exchange) ->
            finish(served, exchange, upstream, CallbackParameters.ofQuery(query)));
  }

  /** The upstream's answer by POST (OAuth 2.0 Form Post Response Mode). */
  @POST
  @Path("oidc/{upstream}/callback")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response callbackByPost(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request,
      String body) {
    return realms.serve(
        realm,
        request,
        (served, exchange) -> {
          if (request.query() != null) {
            throw new RefusalException(Code.CALLBACK_INVALID, "a form_post with a query");
          }
          return finish(served, exchange, upstream, CallbackParameters.ofForm(body));
        });
  }

  /** The broker's metadata as a service provider of one SAML upstream (SAML metadata 2.4.4). */
  @GET
  @Path("saml/{upstream}/metadata")
  @Produces("application/samlmetadata+xml")
  public Response serviceProviderMetadata(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request) {
    return realms.serve(
        realm,
        request,
        (served, exchange) ->
            served
                .flow()
                .upstream(upstream)
                .flatMap(UpstreamConnection::ownMetadata)
                .map(metadata -> Response.ok(metadata).build())
                .orElseThrow(
                    () -> new RefusalException(Code.NOT_FOUND, "no SAML upstream of that name")));
  }

  /** The assertion consumer service: a SAML upstream's answer (SAML bindings section 3.5). */
  @POST
  @Path("saml/{upstream}/acs")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response assertionConsumer(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request,
      String body) {
    return realms.serve(
        realm,
        request,
        (served, exchange) -> {
          if (request.query() != null) {
            throw new RefusalException(Code.CALLBACK_INVALID, "a posted response with a query");
          }
          return finish(served, exchange, upstream, ResponseForm.read(body));
        });
  }

  private Response begin(
      ServedRealm served, Exchange exchange, Optional<String> loginHint, RequestOutcome outcome)
      throws RefusalException {
    if (outcome instanceof RequestOutcome.Answered answered) {
      served.broker().refused(answered.code(), exchange.correlationId(), Optional.empty());
      metrics.refused(answered.code());
      return postForm(served, exchange, answered.downstream(), answered.answer()).build();
    }
    RequestOutcome.Accepted accepted = (RequestOutcome.Accepted) outcome;
    Begun begun =
        served
            .flow()
            .begin(
                accepted.request(), loginHint, exchange.cookieHeader(), exchange.correlationId());
    Response.ResponseBuilder answer = Response.status(303).location(begun.upstream());
    begun.setCookies().forEach(cookie -> answer.header("Set-Cookie", cookie));
    return answer.build();
  }

  private Response finish(
      ServedRealm served, Exchange exchange, String upstream, UpstreamAnswer answered)
      throws RefusalException {
    long start = System.nanoTime();
    Finished finished = served.flow().finish(upstream, answered, exchange.cookieHeader());
    Response.ResponseBuilder answer =
        finished.fold(
            signedIn -> {
              metrics.released(Duration.ofNanos(System.nanoTime() - start));
              return postForm(served, exchange, signedIn.downstream(), signedIn.form());
            },
            refused ->
                refusals.answer(
                    exchange, refused.code(), refused.message(), refused.correlationId()));
    return answer.header("Set-Cookie", finished.removeCookie()).build();
  }

  private static Response.ResponseBuilder postForm(
      ServedRealm served, Exchange exchange, String downstream, PostForm form) {
    return RefusalAnswers.html(
        Pages.postForm(
            exchange.locale(),
            form.acs().toString(),
            form.samlResponse(),
            form.relayState().orElse(null),
            FormTargets.of(served.realm(), downstream, form.acs())));
  }
}
