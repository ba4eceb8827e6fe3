package org.guestbridge.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What the clients saw. */
final class Tally {

  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder twice = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder lost = new LongAdder();

  /** Counts the answers to the copies of one response. */
  void add(List<String> outcomes) {
    outcomes.forEach(
        outcome -> answers.computeIfAbsent(outcome, any -> new LongAdder()).increment());
    long released = outcomes.stream().filter(ReplayClient.RELEASED::equals).count();
    if (released == 1) {
      accepted.increment();
    } else if (released > 1) {
      twice.increment();
    } else if (outcomes.contains(Balancer.DIED)) {
      unanswered.increment();
    } else {
      lost.increment();
    }
  }

  /** Counts a login that did not get as far as a response, for {@code reason}. */
  void notBegun(String reason) {
    answers.computeIfAbsent("not begun: " + reason, any -> new LongAdder()).increment();
    lost.increment();
  }

  /** Responses of which exactly one copy was accepted. */
  long accepted() {
    return accepted.sum();
  }

  /** Responses of which more than one copy was accepted: none, ever. */
  long twice() {
    return twice.sum();
  }

  /** Responses without an accepted copy of which one was in flight on a node that died. */
  long unanswered() {
    return unanswered.sum();
  }

  /** Responses without an accepted copy though every copy was answered. */
  long lost() {
    return lost.sum();
  }

  /** All answers, by what they said. */
  Map<String, Long> answers() {
    Map<String, Long> sums = new TreeMap<>();
    answers.forEach((outcome, count) -> sums.put(outcome, count.sum()));
    return sums;
  }
}
