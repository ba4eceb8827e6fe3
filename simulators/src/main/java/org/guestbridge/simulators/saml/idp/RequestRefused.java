package org.guestbridge.simulators.saml.idp;

import java.util.Optional;

/** A request that is refused: on a page, or with a SAML status at the assertion consumer. */
public final class RequestRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A status that is not Success.
   *
   * @param code the outer code's last part, for instance {@code Requester}
   * @param nested the inner code's last part
   */
  public record Status(String code, String nested, String message) {}

  private final transient Optional<Status> status;

  private RequestRefused(String text, Optional<Status> status) {
    super(text, null, false, false);
    this.status = status;
  }

  /** Shown on a page, since nobody knows whom to answer. */
  public static RequestRefused onPage(String text) {
    return new RequestRefused(text, Optional.empty());
  }

  /** Sent to the assertion consumer. */
  public static RequestRefused withStatus(String code, String nested, String message) {
    return new RequestRefused(message, Optional.of(new Status(code, nested, message)));
  }

  Optional<Status> status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
