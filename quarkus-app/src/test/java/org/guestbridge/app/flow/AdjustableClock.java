package org.guestbridge.app.flow;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The broker's time in tests: the system's, moved by as much as a test says. */
@Singleton
public final class AdjustableClock implements InstantSource {

  private volatile Duration offset = Duration.ZERO;

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(offset);
  }

  void advance(Duration step) {
    offset = offset.plus(step);
  }

  /** Moves on to where counting by the minute begins anew. */
  void advanceToNextMinute() {
    advance(Duration.ofSeconds(60 - instant().getEpochSecond() % 60));
  }

  void reset() {
    offset = Duration.ZERO;
  }
}
