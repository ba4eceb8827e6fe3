package org.guestbridge.simulators.entra.provisioning;

/** A request that did not lead to what was wanted. */
final class ScimFailure extends Exception {
  private static final long serialVersionUID = 1L;

  enum Kind {
    /** 401 or 403: quarantine at once. */
    CREDENTIALS,
    /** The target does not behave as a SCIM server: quarantine at once. */
    NOT_COMPLIANT,
    /** No answer, 5xx, or 429 for too long: again soon. */
    UNREACHABLE,
    /** 404 for a resource that was there. */
    GONE,
    /** 409, another 4xx, or a value that can't be provisioned: escrow. */
    REJECTED
  }

  private final Kind kind;

  ScimFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
