package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * What goes wrong while the load runs: every node is killed and started again, one after the other,
 * and then the last one is cut off from the others for a while. The load goes on until this ends.
 */
final class Faults implements Runnable {

  private static final long PAUSE_SECONDS = 4;
  private static final long SPLIT_SECONDS = 25;

  private final List<ClusterNode> nodes;
  private final IntSupplier done;
  private final PrintStream out;
  private volatile boolean ended;
  private volatile boolean failed;

  /**
   * Faults of {@code nodes}.
   *
   * @param done how many responses are done, for the report
   */
  Faults(List<ClusterNode> nodes, IntSupplier done, PrintStream out) {
    this.nodes = nodes;
    this.done = done;
    this.out = out;
  }

  @Override
  public void run() {
    try {
      for (int number = 0; number < nodes.size(); number++) {
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        killAndRestart(number);
      }
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      split();
      TimeUnit.SECONDS.sleep(SPLIT_SECONDS);
      nodes.forEach(node -> node.relay().heal());
      say("healed");
    } catch (IOException e) {
      failed = true;
      say("A FAULT WENT WRONG: " + e.getMessage());
    } catch (InterruptedException e) {
      failed = true;
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
    }
  }

  /** Whether everything that was to go wrong has. */
  boolean ended() {
    return ended;
  }

  /** Whether a node did not come back. */
  boolean failed() {
    return failed;
  }

  private void killAndRestart(int number) throws IOException, InterruptedException {
    say("kill -9 of node " + (number + 1));
    nodes.get(number).kill();
    TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    nodes.get(number).restart();
    say("node " + (number + 1) + " is ready again");
  }

  private void split() {
    ClusterNode last = nodes.get(nodes.size() - 1);
    for (ClusterNode node : nodes) {
      if (node != last) {
        node.relay().cut(last.address());
        last.relay().cut(node.address());
      }
    }
    say("node " + nodes.size() + " is cut off from the others; the database is not");
  }

  private void say(String what) {
    out.println(String.format(Locale.ROOT, "  after %5d responses: %s", done.getAsInt(), what));
    out.flush();
  }
}
