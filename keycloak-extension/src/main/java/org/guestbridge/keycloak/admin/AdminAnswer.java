package org.guestbridge.keycloak.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jboss.logging.Logger;

/**
 * Makes the response: the answer, or a problem with its code. No page of another origin sees it.
 */
final class AdminAnswer {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.admin");

  private AdminAnswer() {}

  /** Makes the body of a 200. */
  @FunctionalInterface
  interface Work {
    ObjectNode run() throws RefusalException;
  }

  /** What comes of {@code work}. */
  static Response of(Work work) {
    try {
      return response(200, work.run());
    } catch (RefusalException refused) {
      return response(status(refused.code()), problem(refused.code(), refused.detail()));
    } catch (LedgerUnavailableException unavailable) {
      return response(503, problem(Code.LEDGER_UNAVAILABLE, ""));
    } catch (RuntimeException defect) {
      StackTraceElement[] trace = defect.getStackTrace();
      LOG.errorf(
          "admin request failed: %s%s",
          defect.getClass().getName(), trace.length == 0 ? "" : " at " + trace[0]);
      return response(500, problem(Code.INTERNAL_ERROR, ""));
    }
  }

  /** A problem; an empty detail gives way to the code's own sentence. */
  static ObjectNode problem(Code code, String detail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", code.text())
        .put("detail", detail.isEmpty() ? code.cause() : detail)
        .put("remedy", code.remedy());
  }

  static int status(Code code) {
    return switch (code) {
      case ADMIN_UNAUTHORIZED -> 401;
      case ADMIN_FORBIDDEN -> 403;
      case NOT_FOUND, BINDING_UNKNOWN, REALM_UNKNOWN -> 404;
      case BINDING_TRANSITION -> 409;
      case REQUEST_OVERSIZED -> 413;
      case LEDGER_UNAVAILABLE,
          LEDGER_UNSUPPORTED,
          LEDGER_SCHEMA_MISMATCH,
          SETTING_INVALID,
          KEY_RING_UNREADABLE ->
          503;
      default -> 400;
    };
  }

  private static Response response(int status, ObjectNode body) {
    Response.ResponseBuilder response =
        Response.status(status)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(body.toString())
            .header("Cache-Control", "no-store")
            .header("X-Content-Type-Options", "nosniff");
    if (status == 401) {
      response.header("WWW-Authenticate", "Bearer");
    }
    return response.build();
  }
}
