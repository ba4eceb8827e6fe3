package org.guestbridge.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What happened to logins before, during and after an outage. Safe for use by several threads. */
final class OutageTally {

  /** When a login began: logins that straddle an edge may end either way. */
  enum Phase {
    BEFORE,
    ASTRIDE,
    DURING,
    AFTER
  }

  /** The codes that name the outage as the cause: too slow, or not answered as agreed. */
  private static final List<String> CAUSED =
      List.of("upstream_slow", "upstream_unreachable", "upstream_response_invalid");

  private final Map<Phase, Map<String, Integer>> outcomes = new TreeMap<>();
  private final Map<Phase, Double> longest = new TreeMap<>();
  private final Map<Phase, Double> longestPage = new TreeMap<>();
  private int pages;
  private int pagesFailed;
  private long began = Long.MAX_VALUE;
  private long ended = Long.MAX_VALUE;
  private double firstAfter = Double.NaN;

  synchronized void outageBegan() {
    began = System.nanoTime();
  }

  synchronized void outageEnded() {
    ended = System.nanoTime();
  }

  /** Counts a login from {@code from} to {@code to}, each a {@link System#nanoTime()}. */
  synchronized void signedIn(long from, long to, String outcome) {
    Phase phase = phase(from, to);
    outcomes.computeIfAbsent(phase, any -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
    longest.merge(phase, seconds(from, to), Math::max);
    if (phase == Phase.AFTER && Double.isNaN(firstAfter)) {
      firstAfter = seconds(ended, to);
    }
  }

  /** Counts a request for the page that begins a sign-in. */
  synchronized void began(long from, long to, int status) {
    pages++;
    if (status / 100 != 3) {
      pagesFailed++;
    }
    longestPage.merge(phase(from, to), seconds(from, to), Math::max);
  }

  /** Lines for a person. */
  synchronized List<String> report() {
    List<String> lines = new ArrayList<>();
    outcomes.forEach(
        (phase, counts) -> {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "logins %-8s longest %.2f s",
                  phase.name().toLowerCase(Locale.ROOT),
                  longest.get(phase)));
          counts.forEach(
              (outcome, count) ->
                  lines.add(String.format(Locale.ROOT, "  %-28s %d", outcome, count)));
        });
    longestPage.forEach(
        (phase, value) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "begin page %-8s longest %.2f s",
                    phase.name().toLowerCase(Locale.ROOT),
                    value)));
    lines.add(pages + " requests for the begin page, " + pagesFailed + " failed");
    lines.add(
        String.format(
            Locale.ROOT, "first login begun after the outage ended %.2f s after it", firstAfter));
    return lines;
  }

  /**
   * Whether nobody waited longer than {@code limit} seconds, everybody was refused while the
   * endpoint was dead, and nobody before and after.
   */
  synchronized boolean good(double limit) {
    boolean inTime =
        longest.values().stream().allMatch(value -> value <= limit)
            && longestPage.values().stream().allMatch(value -> value <= limit);
    return inTime
        && pagesFailed == 0
        && only(Phase.BEFORE, List.of(ReplayClient.RELEASED))
        && only(Phase.DURING, CAUSED)
        && only(Phase.AFTER, List.of(ReplayClient.RELEASED));
  }

  private boolean only(Phase phase, List<String> expected) {
    Map<String, Integer> counts = outcomes.getOrDefault(phase, Map.of());
    return !counts.isEmpty() && expected.containsAll(counts.keySet());
  }

  private Phase phase(long from, long to) {
    if (to - began < 0 || began == Long.MAX_VALUE) {
      return Phase.BEFORE;
    }
    if (ended != Long.MAX_VALUE && from - ended >= 0) {
      return Phase.AFTER;
    }
    boolean within = from - began >= 0 && (ended == Long.MAX_VALUE || to - ended < 0);
    return within ? Phase.DURING : Phase.ASTRIDE;
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
