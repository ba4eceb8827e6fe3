package org.guestbridge.core.rules;

import java.util.List;

/**
 * Why one rule matched or did not.
 *
 * @param rule the rule's name
 * @param matched whether every matcher held
 * @param matchers each matcher that was evaluated, in order; the last one failed when {@code
 *     matched} is false
 */
public record RuleTrace(String rule, boolean matched, List<MatcherTrace> matchers) {

  public RuleTrace {
    matchers = List.copyOf(matchers);
  }

  /**
   * One matcher's result.
   *
   * @param matcher the matcher in words, as the administrator wrote it; no value of the person
   * @param held whether it held
   * @param absent whether the person has no value for its field
   */
  public record MatcherTrace(String matcher, boolean held, boolean absent) {}
}
