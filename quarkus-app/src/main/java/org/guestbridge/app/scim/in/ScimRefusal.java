package org.guestbridge.app.scim.in;

import java.util.UUID;
import org.guestbridge.core.problem.Code;

/**
 * A request that is refused. Unchecked, so that it can leave a unit of work, which then rolls back.
 */
final class ScimRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Code code;
  private final String correlationId = UUID.randomUUID().toString();

  /**
   * A refusal.
   *
   * @param detail one sentence for the client's administrator, without a personal value
   */
  ScimRefusal(Code code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  Code code() {
    return code;
  }

  /** The id under which the client's error and the log's line are of one refusal. */
  String correlationId() {
    return correlationId;
  }

  /** The HTTP status (RFC 7644 section 3.12). */
  int status() {
    return switch (code) {
      case SCIM_UNAUTHORIZED -> 401;
      case NOT_FOUND -> 404;
      case SCIM_METHOD -> 405;
      case SCIM_UNIQUENESS -> 409;
      case SCIM_VERSION -> 412;
      case REQUEST_OVERSIZED -> 413;
      case SCIM_BUSY, RATE_LIMITED -> 429;
      case INTERNAL_ERROR -> 500;
      case LEDGER_UNAVAILABLE, UPSTREAM_UNREACHABLE -> 503;
      default -> 400;
    };
  }

  /** The detail error keyword, or an empty text (RFC 7644 table 9). */
  String scimType() {
    return switch (code) {
      case SCIM_SYNTAX -> "invalidSyntax";
      case SCIM_FILTER -> "invalidFilter";
      case SCIM_PATH -> "invalidPath";
      case SCIM_VALUE -> "invalidValue";
      case SCIM_UNIQUENESS -> "uniqueness";
      case SCIM_TOO_MANY -> "tooMany";
      default -> "";
    };
  }
}
