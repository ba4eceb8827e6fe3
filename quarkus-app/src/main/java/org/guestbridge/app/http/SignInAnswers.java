package org.guestbridge.app.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.guestbridge.app.downstream.saml.PostForm;
import org.guestbridge.app.login.Begun;
import org.guestbridge.app.login.Finished;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.core.problem.RefusalException;

/** What the browser is told when a sign-in has begun or come to its end. */
@ApplicationScoped
class SignInAnswers {

  private final RefusalAnswers refusals;
  private final SignInMetrics metrics;

  SignInAnswers(RefusalAnswers refusals, SignInMetrics metrics) {
    this.refusals = refusals;
    this.metrics = metrics;
  }

  /** The way to the upstream, or the page that asks which. */
  Response begun(ServedRealm served, Exchange exchange, Begun begun) {
    Response.ResponseBuilder answer =
        begun.fold(
            departed -> Response.status(303).location(departed.upstream()),
            choosing ->
                RefusalAnswers.html(
                    Pages.choice(
                        exchange.locale(),
                        exchange.help().orElse(null),
                        choosing.offers().stream()
                            .map(
                                offer ->
                                    new Pages.Link(offer.label(), href(served, choosing, offer)))
                            .toList())));
    return withCookies(answer, begun.setCookies());
  }

  private static String href(ServedRealm served, Begun.Choosing choosing, Begun.Offer offer) {
    return RealmPaths.of(served.realm().id(), "choose")
        + "?transaction="
        + choosing.choice()
        + "&upstream="
        + offer.upstream();
  }

  /** Hands the upstream's answer to the realm's flow and says what came of it. */
  Response finish(
      ServedRealm served, Exchange exchange, String upstream, UpstreamAnswer upstreamAnswer)
      throws RefusalException {
    long start = System.nanoTime();
    Finished finished =
        served
            .flow()
            .finish(upstream, upstreamAnswer, exchange.cookieHeader(), exchange.correlationId());
    Response.ResponseBuilder answer =
        finished.fold(
            signedIn -> {
              metrics.released(Duration.ofNanos(System.nanoTime() - start));
              return postForm(served, exchange, signedIn.downstream(), signedIn.form());
            },
            introduced -> {
              metrics.released(Duration.ofNanos(System.nanoTime() - start));
              return introduction(served, exchange, introduced);
            },
            refused ->
                refusals.answer(
                    exchange, refused.code(), refused.message(), refused.correlationId()),
            sentOn -> Response.status(303).location(sentOn.upstream()),
            () -> toStart(served));
    return withCookies(answer, finished.setCookies());
  }

  /** The form that takes a response to a downstream by itself. */
  static Response.ResponseBuilder postForm(
      ServedRealm served, Exchange exchange, String downstream, PostForm form) {
    return RefusalAnswers.html(
        Pages.postForm(
            exchange.locale(),
            form.acs().toString(),
            form.samlResponse(),
            form.relayState().orElse(null),
            FormTargets.of(served.realm(), downstream, form.acs())));
  }

  private static Response.ResponseBuilder introduction(
      ServedRealm served, Exchange exchange, Finished.Introduced introduced) {
    PostForm form = introduced.form();
    return RefusalAnswers.html(
        Pages.introduction(
            exchange.locale(),
            new Pages.Introduction(
                introduced.downstream(),
                introduced.address().value(),
                RealmPaths.of(served.realm().id(), "start")),
            form.acs().toString(),
            form.samlResponse(),
            form.relayState().orElse(null),
            FormTargets.of(served.realm(), introduced.downstream(), form.acs())));
  }

  private static Response.ResponseBuilder toStart(ServedRealm served) {
    return Response.status(303)
        .location(
            URI.create(served.realm().publicUrl() + RealmPaths.of(served.realm().id(), "start")));
  }

  private static Response withCookies(Response.ResponseBuilder answer, List<String> cookies) {
    cookies.forEach(cookie -> answer.header("Set-Cookie", cookie));
    return answer.build();
  }
}
