package org.guestbridge.app.graph;

import java.time.Duration;
import org.guestbridge.core.problem.Code;

/** A pull can't go on now; it goes on where it is after a while. */
final class PostponedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Code code;
  private final Duration delay;

  /**
   * Why, and for how long.
   *
   * @param detail for the log; no personal value
   */
  PostponedException(Code code, String detail, Duration delay) {
    super(detail);
    this.code = code;
    this.delay = delay;
  }

  Code code() {
    return code;
  }

  Duration delay() {
    return delay;
  }
}
