package org.guestbridge.app.http;

import jakarta.ws.rs.core.Response;
import org.guestbridge.app.downstream.saml.PostForm;
import org.guestbridge.app.login.LoggingOut;
import org.guestbridge.app.login.ServedRealm;

/** What the browser is told while it logs somebody out. */
final class LogoutAnswers {

  private LogoutAnswers() {}

  /** The way to the upstream, or to the downstream with its answer. */
  static Response of(ServedRealm served, Exchange exchange, LoggingOut logout) {
    Response.ResponseBuilder answer =
        logout.fold(
            sentOn -> Response.status(303).location(sentOn.upstream()),
            answered ->
                answered
                    .answer()
                    .fold(
                        redirect -> Response.status(303).location(redirect.location()),
                        post -> postForm(served, exchange, post.downstream(), post.form())));
    logout.setCookies().forEach(cookie -> answer.header("Set-Cookie", cookie));
    return answer.build();
  }

  private static Response.ResponseBuilder postForm(
      ServedRealm served, Exchange exchange, String downstream, PostForm form) {
    return RefusalAnswers.html(
        Pages.logoutForm(
            exchange.locale(),
            form.acs().toString(),
            form.samlResponse(),
            form.relayState().orElse(null),
            FormTargets.of(served.realm(), downstream, form.acs())));
  }
}
