package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * What goes wrong while the load runs, by how much of it is done: every node is killed once and
 * started again, one after the other, and then the last one is cut off from the others for a while.
 */
final class Faults implements Runnable {

  private static final long POLL_MILLISECONDS = 20;

  private final List<ClusterNode> nodes;
  private final DoubleSupplier progress;
  private final PrintStream out;

  /**
   * Faults of {@code nodes}.
   *
   * @param progress how much of the load is done, 0 to 1
   */
  Faults(List<ClusterNode> nodes, DoubleSupplier progress, PrintStream out) {
    this.nodes = nodes;
    this.progress = progress;
    this.out = out;
  }

  @Override
  public void run() {
    try {
      double step = 0.6 / nodes.size();
      for (int number = 0; number < nodes.size(); number++) {
        await(0.05 + number * step);
        killAndRestart(number);
      }
      await(0.7);
      split();
      await(0.9);
      nodes.forEach(node -> node.relay().heal());
      say("healed");
    } catch (IOException e) {
      say("A FAULT WENT WRONG: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void killAndRestart(int number) throws IOException, InterruptedException {
    say("kill -9 of node " + (number + 1));
    nodes.get(number).kill();
    await(progress.getAsDouble() + 0.05);
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

  private void await(double share) throws InterruptedException {
    while (progress.getAsDouble() < Math.min(share, 1)) {
      Thread.sleep(POLL_MILLISECONDS);
    }
  }

  private void say(String what) {
    out.println(String.format(Locale.ROOT, "  at %3.0f %%: %s", progress.getAsDouble() * 100, what));
    out.flush();
  }
}
