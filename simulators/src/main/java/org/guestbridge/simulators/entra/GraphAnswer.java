package org.guestbridge.simulators.entra;

import java.util.List;
import java.util.Map;
import org.guestbridge.simulators.http.Response;

/** The shapes of Graph's answers. */
final class GraphAnswer {
  private GraphAnswer() {}

  static Response error(int status, String code, String message) {
    return Response.json(
        status, Map.of("error", Map.of("code", code, "message", message, "details", List.of())));
  }

  static Response badRequest(String message) {
    return error(400, "Request_BadRequest", message);
  }

  static Response notFound(String what) {
    return error(404, "Request_ResourceNotFound", "Resource '" + what + "' does not exist.");
  }

  static Response denied() {
    return error(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  }
}
