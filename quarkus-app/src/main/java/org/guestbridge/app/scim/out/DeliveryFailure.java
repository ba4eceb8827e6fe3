package org.guestbridge.app.scim.out;

import java.time.Duration;
import java.util.Optional;
import org.guestbridge.core.problem.Code;

/** Why the directory does not have what it was told. Its detail may hold personal values. */
final class DeliveryFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What follows from a failure. */
  enum Consequence {
    /** The same is told again later. */
    RETRY,
    /** It waits for a change or an administrator. */
    SET_ASIDE,
    /** Nothing is told to the directory any more, but one delivery in a while. */
    STOP
  }

  private final Consequence consequence;
  private final Code code;
  private final String detail;
  private final transient Optional<Duration> after;
  private final boolean noTarget;

  private DeliveryFailure(
      Consequence consequence,
      Code code,
      String detail,
      Optional<Duration> after,
      boolean noTarget) {
    super(code.text());
    this.consequence = consequence;
    this.code = code;
    this.detail = detail;
    this.after = after;
    this.noTarget = noTarget;
  }

  static DeliveryFailure retry(Code code, String detail) {
    return retry(code, detail, Optional.empty());
  }

  /** To be repeated no sooner than after {@code after}. */
  static DeliveryFailure retry(Code code, String detail, Optional<Duration> after) {
    return new DeliveryFailure(Consequence.RETRY, code, detail, after, false);
  }

  static DeliveryFailure setAside(Code code, String detail) {
    return new DeliveryFailure(Consequence.SET_ASIDE, code, detail, Optional.empty(), false);
  }

  /** A change whose path finds nothing at the directory (RFC 7644 section 3.12). */
  static DeliveryFailure noTarget(String detail) {
    return new DeliveryFailure(
        Consequence.SET_ASIDE, Code.DELIVERY_REFUSED, detail, Optional.empty(), true);
  }

  static DeliveryFailure stop(Code code, String detail) {
    return new DeliveryFailure(Consequence.STOP, code, detail, Optional.empty(), false);
  }

  /** Whether the directory says that there is nothing at the path of the change. */
  boolean isNoTarget() {
    return noTarget;
  }

  Consequence consequence() {
    return consequence;
  }

  Code code() {
    return code;
  }

  String detail() {
    return detail;
  }

  Optional<Duration> after() {
    return after;
  }
}
