package org.guestbridge.simulators.entra;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Response;

/** A request that the simulated tenant refuses, in the three shapes in which Entra says so. */
final class EntraRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final AadSts code;
  private final String detail;

  EntraRefusal(AadSts code) {
    this(code, "");
  }

  EntraRefusal(AadSts code, String detail) {
    super(code.description(detail), null, false, false);
    this.code = code;
    this.detail = detail;
  }

  /** {@code error} and {@code error_description} for the redirect URI. */
  Map<String, String> asParameters() {
    return Map.of("error", code.error(), "error_description", code.description(detail));
  }

  Response asPage() {
    return Response.html(
        code.status(),
        Page.of("Sorry, but we're having trouble signing you in.")
            .paragraph(code.description(detail))
            .render());
  }

  Response asJson(Clock clock) {
    Map<String, Object> body = new LinkedHashMap<>();
    String trace = UUID.randomUUID().toString();
    String correlation = UUID.randomUUID().toString();
    body.put("error", code.error());
    body.put(
        "error_description",
        code.description(detail) + " Trace ID: " + trace + " Correlation ID: " + correlation);
    body.put("error_codes", List.of(code.number()));
    body.put("timestamp", clock.instant().toString());
    body.put("trace_id", trace);
    body.put("correlation_id", correlation);
    return Response.json(code.status(), body);
  }
}
