package org.guestbridge.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Compares this machine's clock with another one that was read while it was looked at twice. */
final class ClockComparison {

  /** Up to here clocks agree. */
  static final Duration AGREEMENT = Duration.ofSeconds(5);

  /** From here on tokens and assertions are refused. */
  static final Duration REFUSAL = Duration.ofSeconds(60);

  private ClockComparison() {}

  /**
   * The finding about one clock.
   *
   * @param subject whose clock the other one is
   * @param theirs what it showed; empty when it said nothing
   * @param before this machine's clock before the question
   * @param after this machine's clock after the answer
   */
  static Optional<Finding> with(
      String subject, Optional<Instant> theirs, Instant before, Instant after) {
    Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
    return theirs.map(time -> finding(subject, Duration.between(time, middle)));
  }

  private static Finding finding(String subject, Duration ahead) {
    Diagnosis diagnosis =
        ahead.abs().compareTo(REFUSAL) > 0
            ? Diagnosis.CLOCK_WRONG
            : ahead.abs().compareTo(AGREEMENT) > 0 ? Diagnosis.CLOCK_SKEW : Diagnosis.CLOCK_OK;
    return Finding.of(
        diagnosis,
        subject,
        String.format(
            Locale.ROOT,
            "this machine is %.1f seconds %s",
            ahead.abs().toMillis() / 1000.0,
            ahead.isNegative() ? "behind" : "ahead"));
  }
}
