package org.guestbridge.app.cli;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.core.problem.RefusalException;

/**
 * Waits until the rounds that were ordered are over, and tells how far they are on standard error.
 */
final class PullFollower {

  /** How often is asked before who does not go on is given up, a second apart. */
  static final int PATIENCE = 120;

  private static final int TELLING = 5;

  private final Terminal terminal;
  private final Look look;
  private final Pausing pausing;
  private final InstantSource clock;

  /**
   * A follower.
   *
   * @param look asks the broker how far the channels are
   * @param pausing waits for a second
   * @param clock this machine's clock, which is the broker's
   */
  PullFollower(Terminal terminal, Look look, Pausing pausing, InstantSource clock) {
    this.terminal = terminal;
    this.look = look;
    this.pausing = pausing;
    this.clock = clock;
  }

  /** Asks how far the channels are. */
  @FunctionalInterface
  interface Look {
    PullList pulls() throws RefusalException;
  }

  /** Waits for a while. */
  @FunctionalInterface
  interface Pausing {
    void pause() throws RefusalException;
  }

  /** How the wait for one channel ended. */
  enum End {
    FINISHED,
    FAILED,
    NOT_TAKEN_UP
  }

  /**
   * Waits for every channel.
   *
   * @param before how far they were before the order
   * @param full whether everything was ordered to be read
   * @return how each ended, by channel
   */
  Map<String, End> follow(PullList before, boolean full) throws RefusalException {
    Map<String, End> ends = new HashMap<>();
    Map<String, PullList.Entry> seen = new HashMap<>();
    Map<String, Integer> quiet = new HashMap<>();
    for (int looks = 1; ends.size() < before.pulls().size(); looks++) {
      pausing.pause();
      Map<String, PullList.Entry> now = byChannel(look.pulls());
      for (PullList.Entry start : before.pulls()) {
        String channel = start.channel();
        PullList.Entry entry = now.getOrDefault(channel, start);
        boolean same = Objects.equals(seen.put(channel, entry), entry);
        quiet.put(channel, same && isLeft(entry) ? quiet.getOrDefault(channel, 0) + 1 : 0);
        end(start, entry, full)
            .or(() -> givenUp(quiet.getOrDefault(channel, 0)))
            .ifPresent(end -> ends.putIfAbsent(channel, end));
        if (looks % TELLING == 0 && !ends.containsKey(channel)) {
          terminal.warn(progress(entry));
        }
      }
    }
    return ends;
  }

  private static Map<String, PullList.Entry> byChannel(PullList list) {
    Map<String, PullList.Entry> entries = new HashMap<>();
    list.pulls().forEach(entry -> entries.put(entry.channel(), entry));
    return entries;
  }

  /** An order makes a round begin, unless one is on, which then goes on as ordered. */
  private static Optional<End> end(PullList.Entry start, PullList.Entry entry, boolean full) {
    long awaited = start.stage().equals("idle") ? start.round() + 1 : start.round();
    if (entry.stage().equals("idle") && entry.round() >= awaited && (entry.full() || !full)) {
      return Optional.of(End.FINISHED);
    }
    boolean tried = !entry.running() && !entry.dueAt().equals(start.dueAt());
    return entry.code().isPresent() && tried ? Optional.of(End.FAILED) : Optional.empty();
  }

  private static Optional<End> givenUp(int quiet) {
    return quiet >= PATIENCE ? Optional.of(End.NOT_TAKEN_UP) : Optional.empty();
  }

  /** Nobody is at it although the order made it due, or it is due to go on. */
  private boolean isLeft(PullList.Entry entry) {
    boolean waits = !entry.stage().equals("idle") && entry.dueAt().isAfter(clock.instant());
    return !entry.running() && !waits;
  }

  private static String progress(PullList.Entry entry) {
    return entry.channel()
        + ": "
        + entry.stage()
        + ", "
        + entry.entries()
        + " entries read, "
        + entry.unsettled()
        + " to settle";
  }
}
