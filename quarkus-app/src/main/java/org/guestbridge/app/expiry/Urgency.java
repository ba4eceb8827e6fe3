package org.guestbridge.app.expiry;

import java.time.Duration;

/** How soon somebody has to act. */
public enum Urgency {
  /** More than 60 days are left. */
  NONE,

  /** 60 days or less are left. */
  SIXTY_DAYS,

  /** 30 days or less are left. */
  THIRTY_DAYS,

  /** 7 days or less are left. */
  SEVEN_DAYS,

  /** The certificate is no longer valid. */
  EXPIRED;

  /** The urgency of a certificate that is valid for {@code left}; its last moment is zero. */
  static Urgency of(Duration left) {
    if (left.isNegative()) {
      return EXPIRED;
    }
    if (left.compareTo(Duration.ofDays(7)) <= 0) {
      return SEVEN_DAYS;
    }
    if (left.compareTo(Duration.ofDays(30)) <= 0) {
      return THIRTY_DAYS;
    }
    return left.compareTo(Duration.ofDays(60)) <= 0 ? SIXTY_DAYS : NONE;
  }

  /** Whether it has to be done at once: 7 days or less, or too late. */
  public boolean isPressing() {
    return compareTo(SEVEN_DAYS) >= 0;
  }
}
