package org.guestbridge.app.scim.out;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.guestbridge.core.problem.Code;

/**
 * The time in which a taken delivery may be written. A write that could arrive after another node
 * took the delivery is not sent: it might undo what that node told.
 */
final class WriteTurn {

  /** Longer than one call takes. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final LongSupplier nanoTime;
  private final long end;

  /** A turn that began before the lease of {@code lease} was taken. */
  WriteTurn(LongSupplier nanoTime, long began, Duration lease) {
    this.nanoTime = nanoTime;
    this.end = began + lease.minus(MARGIN).toNanos();
  }

  boolean isOver() {
    return nanoTime.getAsLong() - end >= 0;
  }

  void check() throws DeliveryFailure {
    if (isOver()) {
      throw DeliveryFailure.retry(Code.DELIVERY_UNREACHABLE, "the time for this delivery is over");
    }
  }
}
