package org.guestbridge.app.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.jboss.logging.Logger;

/** Turns a refusal into a page, a metric and a log line without personal values. */
@ApplicationScoped
class RefusalAnswers {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.refusals");

  private final SignInMetrics metrics;

  RefusalAnswers(SignInMetrics metrics) {
    this.metrics = metrics;
  }

  Response.ResponseBuilder answer(Exchange exchange, Code code, Optional<String> ruleMessage) {
    return answer(exchange, code, ruleMessage, exchange.correlationId());
  }

  Response.ResponseBuilder answer(
      Exchange exchange, Code code, Optional<String> ruleMessage, String correlationId) {
    metrics.refused(code);
    LOG.infof("refused code=%s correlationId=%s", code.text(), correlationId);
    return html(Pages.refusal(exchange.locale(), code, ruleMessage.orElse(null), correlationId));
  }

  static Response.ResponseBuilder html(Pages.Page page) {
    return Response.status(page.status())
        .type("text/html;charset=UTF-8")
        .header("Content-Security-Policy", page.contentSecurityPolicy())
        .entity(page.html());
  }
}
