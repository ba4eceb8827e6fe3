package org.guestbridge.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Watches the memory of brokers while a work goes on: the most of any in each tenth of the work.
 */
final class MemoryWatch implements Runnable {

  private static final int PARTS = 10;
  private static final long POLL_MILLIS = 200;
  private static final double KILOBYTES_PER_MEGABYTE = 1024;

  private final List<ClusterNode> nodes;
  private final LongSupplier progress;
  private final long whole;
  private final PrintStream out;
  private final long start = System.nanoTime();
  private final long[] peaks = new long[PARTS];
  private volatile boolean over;

  /**
   * A watch that has not begun.
   *
   * @param whole what {@code progress} comes to when the work is done
   * @param out told of each tenth
   */
  MemoryWatch(List<ClusterNode> nodes, LongSupplier progress, long whole, PrintStream out) {
    this.nodes = nodes;
    this.progress = progress;
    this.whole = whole;
    this.out = out;
  }

  @Override
  public void run() {
    int last = 0;
    try {
      while (!over) {
        int part = Math.toIntExact(Math.min(PARTS - 1, progress.getAsLong() * PARTS / whole));
        if (part > last) {
          say(part);
          last = part;
        }
        for (ClusterNode node : nodes) {
          long now = node.residentKilobytes();
          synchronized (peaks) {
            peaks[part] = Math.max(peaks[part], now);
          }
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(int part) {
    out.println(
        String.format(
            Locale.ROOT,
            "  %d %% after %.0f s, memory until now %.0f MB",
            part * PARTS,
            (System.nanoTime() - start) / 1e9,
            peak()));
  }

  void end() {
    over = true;
  }

  /** The most of any tenth, in megabytes. */
  double peak() {
    long most = 0;
    synchronized (peaks) {
      for (long each : peaks) {
        most = Math.max(most, each);
      }
    }
    return most / KILOBYTES_PER_MEGABYTE;
  }

  /** The most in each tenth of the work, in megabytes. */
  String tenths() {
    StringBuilder text = new StringBuilder();
    synchronized (peaks) {
      for (long each : peaks) {
        text.append(String.format(Locale.ROOT, " %.0f", each / KILOBYTES_PER_MEGABYTE));
      }
    }
    return text.toString().strip();
  }
}
