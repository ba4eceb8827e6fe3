package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * What goes wrong while the load runs, in rounds: every node is killed and started again, one after
 * the other, and then the last one is cut off from the others until each side has noticed, and for
 * some seconds more. The load goes on until at least one round is over.
 */
final class Faults implements Runnable {

  private static final long PAUSE_SECONDS = 5;
  private static final long SPLIT_SECONDS = 15;
  private static final long NOTICE_SECONDS = 300;
  private static final long POLL_MILLIS = 250;

  private final List<ClusterNode> nodes;
  private final IntSupplier done;
  private final BooleanSupplier enough;
  private final PrintStream out;
  private volatile boolean ended;
  private volatile boolean failed;
  private int kills;
  private int splits;

  /**
   * Faults of {@code nodes}.
   *
   * @param done how many responses are done, for the report
   * @param enough whether no further round is wanted
   */
  Faults(List<ClusterNode> nodes, IntSupplier done, BooleanSupplier enough, PrintStream out) {
    this.nodes = nodes;
    this.done = done;
    this.enough = enough;
    this.out = out;
  }

  @Override
  public void run() {
    try {
      round(() -> false);
      while (!enough.getAsBoolean()) {
        round(enough);
      }
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

  /** Whether a node did not come back, or not into the cluster. */
  boolean failed() {
    return failed;
  }

  /** How often a node was killed, and how often the cluster was split; once it has ended. */
  String summary() {
    return kills + " kills, " + splits + " splits";
  }

  private void round(BooleanSupplier stop) throws IOException, InterruptedException {
    for (int number = 0; number < nodes.size() && !stop.getAsBoolean(); number++) {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      killAndRestart(number);
    }
    if (!stop.getAsBoolean()) {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      split();
    }
  }

  private void killAndRestart(int number) throws IOException, InterruptedException {
    say("kill -9 of node " + (number + 1));
    kills++;
    nodes.get(number).kill();
    TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    nodes.get(number).restart();
    say("node " + (number + 1) + " is ready again");
    awaitWhole();
  }

  private void split() throws IOException, InterruptedException {
    ClusterNode last = nodes.get(nodes.size() - 1);
    List<ClusterNode> others = nodes.subList(0, nodes.size() - 1);
    for (ClusterNode node : others) {
      node.relay().cut(last.address());
      last.relay().cut(node.address());
    }
    splits++;
    say("node " + nodes.size() + " is cut off from the others; the database is not");
    long start = System.nanoTime();
    while (last.joined() != 1 || !all(others, others.size())) {
      pause(start, "the split was not noticed");
    }
    say("every node has noticed, after " + seconds(start) + " s");
    TimeUnit.SECONDS.sleep(SPLIT_SECONDS);
    nodes.forEach(node -> node.relay().heal());
    say("healed");
    awaitWhole();
  }

  private void awaitWhole() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!all(nodes, nodes.size())) {
      pause(start, "the nodes did not all join");
    }
    say("all nodes have joined, after " + seconds(start) + " s");
  }

  private static boolean all(List<ClusterNode> some, int joined) throws InterruptedException {
    for (ClusterNode node : some) {
      if (node.joined() != joined) {
        return false;
      }
    }
    return true;
  }

  private static void pause(long start, String failure) throws IOException, InterruptedException {
    if (seconds(start) > NOTICE_SECONDS) {
      throw new IOException(failure);
    }
    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
  }

  private static long seconds(long start) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  private void say(String what) {
    out.println(String.format(Locale.ROOT, "  after %5d responses: %s", done.getAsInt(), what));
    out.flush();
  }
}
