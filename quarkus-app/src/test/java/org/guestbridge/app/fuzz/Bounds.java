package org.guestbridge.app.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.guestbridge.core.problem.RefusalException;

/**
 * Runs a target on one input within what one input may cost. Processor time is counted, not time on
 * the clock, so that a busy machine makes no finding.
 */
final class Bounds {

  /** What came of an input. */
  enum Verdict {
    ACCEPTED,
    REFUSED
  }

  /** Most processor time for one input, the fuzzer's own bookkeeping included. */
  static final Duration MAX_TIME = Duration.ofSeconds(2);

  /** Most memory allocated for one input, in bytes, whether or not it was held at once. */
  static final long MAX_MEMORY = 192L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounds() {}

  /** Runs the target; every failed property, unexpected exception or excess is thrown on. */
  static Verdict run(FuzzTarget target, byte[] input) throws Exception {
    long time = THREADS.getCurrentThreadCpuTime();
    long memory = THREADS.getCurrentThreadAllocatedBytes();
    Verdict verdict = verdict(target, input);
    time = THREADS.getCurrentThreadCpuTime() - time;
    memory = THREADS.getCurrentThreadAllocatedBytes() - memory;
    if (time > MAX_TIME.toNanos()) {
      throw new AssertionError("an input took " + Duration.ofNanos(time).toMillis() + " ms");
    }
    if (memory > MAX_MEMORY) {
      throw new AssertionError("an input allocated " + (memory >> 20) + " MiB");
    }
    return verdict;
  }

  private static Verdict verdict(FuzzTarget target, byte[] input) throws Exception {
    try {
      target.read(input);
      return Verdict.ACCEPTED;
    } catch (RefusalException refused) {
      if (refused.detail().isEmpty()) {
        throw new AssertionError("a refusal without a detail", refused);
      }
      return Verdict.REFUSED;
    }
  }
}
