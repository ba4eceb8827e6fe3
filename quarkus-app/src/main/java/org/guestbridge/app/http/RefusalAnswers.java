package org.guestbridge.app.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
    return html(
        Pages.refusal(
            exchange.locale(),
            code,
            ruleMessage.orElse(null),
            exchange.help().orElse(null),
            correlationId));
  }

  /** The page of an error of HTTP itself; it is no sign-in and is not counted as one. */
  Pages.Page error(Exchange exchange, int status, @Nullable Throwable failure) {
    Code code = codeOf(status);
    LOG.infof(
        "refused code=%s status=%d correlationId=%s",
        code.text(), status, exchange.correlationId());
    if (code == Code.INTERNAL_ERROR && failure != null) {
      LOG.error("internal error\n" + Traces.withoutMessages(failure));
    }
    return Pages.refusal(exchange.locale(), code, null, exchange.correlationId())
        .withStatus(status);
  }

  private static Code codeOf(int status) {
    if (status == 404) {
      return Code.NOT_FOUND;
    }
    if (status == 413) {
      return Code.REQUEST_OVERSIZED;
    }
    return status < 500 ? Code.REQUEST_INVALID : Code.INTERNAL_ERROR;
  }

  static Response.ResponseBuilder html(Pages.Page page) {
    return Response.status(page.status())
        .type("text/html;charset=UTF-8")
        .header("Content-Security-Policy", page.contentSecurityPolicy())
        .entity(page.html());
  }
}
