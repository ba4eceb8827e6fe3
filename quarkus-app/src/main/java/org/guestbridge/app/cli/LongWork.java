package org.guestbridge.app.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says on standard error how far work is that takes long, every five seconds at most. */
final class LongWork {

  private static final long TELLING = Duration.ofSeconds(5).toNanos();

  private final Terminal terminal;
  private final String what;
  private final LongSupplier nanoTime;
  private long tellAt;
  private long done;

  /**
   * Work that begins now.
   *
   * @param what what is counted, in the plural
   * @param nanoTime as {@link System#nanoTime()}
   */
  LongWork(Terminal terminal, String what, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.what = what;
    this.nanoTime = nanoTime;
    this.tellAt = nanoTime.getAsLong() + TELLING;
  }

  /** So many more are done. */
  void done(long more) {
    done += more;
    long now = nanoTime.getAsLong();
    if (now - tellAt >= 0) {
      terminal.warn(done + " " + what + " so far");
      tellAt = now + TELLING;
    }
  }
}
