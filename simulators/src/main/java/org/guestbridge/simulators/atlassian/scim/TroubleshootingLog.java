package org.guestbridge.simulators.atlassian.scim;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What an administrator reads about the directory. Safe for use by several threads. */
public final class TroubleshootingLog {
  /** Older lines are forgotten. */
  public static final int REMEMBERED = 10_000;

  private final Clock clock;
  private final Deque<Line> lines = new ArrayDeque<>();

  /** One line. */
  public record Line(Instant at, String text) {}

  TroubleshootingLog(Clock clock) {
    this.clock = clock;
  }

  /** The newest lines, oldest first. */
  public synchronized List<Line> lines() {
    return new ArrayList<>(lines);
  }

  /** The newest lines with this text in them. */
  public synchronized List<Line> lines(String text) {
    return lines.stream().filter(line -> line.text().contains(text)).toList();
  }

  synchronized void add(String text) {
    lines.addLast(new Line(clock.instant(), text));
    if (lines.size() > REMEMBERED) {
      lines.removeFirst();
    }
  }

  synchronized void clear() {
    lines.clear();
  }
}
