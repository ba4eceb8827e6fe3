package org.guestbridge.app.graph;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits where Graph asks to wait. */
public interface Pause {

  /** Lets time pass. */
  Pause REAL = duration -> TimeUnit.MILLISECONDS.sleep(duration.toMillis());

  /** Returns after {@code duration}. */
  void pause(Duration duration) throws InterruptedException;
}
