package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule with every trace it can leave made beforehand, so that a decision over many rules
 * allocates nothing for each.
 */
final class CompiledRule {

  private final Rule rule;
  private final int[] numbers;
  private final RuleTrace matched;
  private final RuleTrace[] failedAt;
  private final RuleTrace[] absentAt;

  CompiledRule(Rule rule, MatcherIndex index) {
    this.rule = rule;
    this.numbers = index.numbersOf(rule.when());
    this.matched = new RuleTrace(rule.name(), true, held(rule.when()));
    this.failedAt = new RuleTrace[numbers.length];
    this.absentAt = new RuleTrace[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      failedAt[i] = notMatched(rule, i, false);
      absentAt[i] = notMatched(rule, i, true);
    }
  }

  Rule rule() {
    return rule;
  }

  /** Evaluates the rule and adds its trace to {@code trace}. */
  MatcherResult evaluate(MatcherIndex.Results results, List<RuleTrace> trace) {
    for (int i = 0; i < numbers.length; i++) {
      MatcherResult result = results.of(numbers[i]);
      if (result != MatcherResult.HOLDS) {
        trace.add(result == MatcherResult.FAILS ? failedAt[i] : absentAt[i]);
        return result;
      }
    }
    trace.add(matched);
    return MatcherResult.HOLDS;
  }

  private static RuleTrace notMatched(Rule rule, int at, boolean absent) {
    List<RuleTrace.MatcherTrace> traces = held(rule.when().subList(0, at));
    traces.add(new RuleTrace.MatcherTrace(rule.when().get(at).describe(), false, absent));
    return new RuleTrace(rule.name(), false, traces);
  }

  private static List<RuleTrace.MatcherTrace> held(List<Matcher> matchers) {
    List<RuleTrace.MatcherTrace> traces = new ArrayList<>(matchers.size() + 1);
    for (Matcher matcher : matchers) {
      traces.add(new RuleTrace.MatcherTrace(matcher.describe(), true, false));
    }
    return traces;
  }
}
