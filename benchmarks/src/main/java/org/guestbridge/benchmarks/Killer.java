package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Kills brokers with SIGKILL at random moments of a work, and starts each again. The moments are
 * drawn beforehand as parts of the work, so that they are spread over it however long it takes.
 */
final class Killer implements Runnable {

  private static final long POLL_MILLIS = 5;
  private static final int JITTER_MILLIS = 250;

  private final List<ClusterNode> nodes;
  private final Random random;
  private final double[] moments;
  private final long whole;
  private final LongSupplier progress;
  private final PrintStream out;
  private volatile boolean failed;
  private volatile boolean over;
  private final AtomicInteger killed = new AtomicInteger();

  /**
   * A killer who has not begun.
   *
   * @param whole what {@code progress} comes to when the work is done
   */
  Killer(
      List<ClusterNode> nodes,
      long seed,
      int kills,
      long whole,
      LongSupplier progress,
      PrintStream out) {
    this.nodes = nodes;
    this.random = new Random(seed);
    this.moments = random.doubles(kills, 0.02, 0.97).sorted().toArray();
    this.whole = whole;
    this.progress = progress;
    this.out = out;
  }

  @Override
  public void run() {
    try {
      for (double moment : moments) {
        while (progress.getAsLong() < moment * whole && !over) {
          Thread.sleep(POLL_MILLIS);
        }
        if (over) {
          return;
        }
        Thread.sleep(random.nextInt(JITTER_MILLIS));
        kill(nodes.get(random.nextInt(nodes.size())));
      }
    } catch (IOException e) {
      failed = true;
      out.println("  A BROKER DID NOT COME BACK: " + e.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill(ClusterNode node) throws IOException, InterruptedException {
    long at = progress.getAsLong();
    node.kill();
    long start = System.nanoTime();
    node.restart();
    int number = killed.incrementAndGet();
    out.println(
        String.format(
            Locale.ROOT,
            "  kill -9 number %d at %d of %d; ready again after %.1f s",
            number,
            at,
            whole,
            (System.nanoTime() - start) / 1e9));
  }

  /** The work is done; nobody is killed any more. */
  void end() {
    over = true;
  }

  /** How many were killed and came back. */
  int killed() {
    return killed.get();
  }

  /** Whether a broker did not come back. */
  boolean failed() {
    return failed;
  }
}
